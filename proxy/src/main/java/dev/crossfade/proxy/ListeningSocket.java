package dev.crossfade.proxy;

import dev.crossfade.config.value.HostPort;
import io.netty.channel.unix.FileDescriptor;

/**
 * A listener's socket as it goes from one process to another. Both may hold it for a while; clients
 * that have connected and were not accepted yet wait in it, whoever holds it.
 *
 * @param bind where the configuration wants it
 * @param nth which of those written alike: several may ask for any free port
 */
public record ListeningSocket(HostPort bind, int nth, FileDescriptor socket) {}
