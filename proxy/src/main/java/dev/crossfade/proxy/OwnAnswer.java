package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;

/**
 * An answer that the gateway gives itself.
 *
 * @param body whoever sends or drops the answer releases it
 */
record OwnAnswer(Head head, ByteBuf body) {}
