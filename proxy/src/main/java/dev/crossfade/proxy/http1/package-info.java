/**
 * HTTP/1 messages from bytes, strictly. Start at {@link dev.crossfade.proxy.http1.ServerCodec} and
 * {@link dev.crossfade.proxy.http1.ClientCodec}, which speak Netty's HTTP objects to everything
 * behind them.
 *
 * <p>What RFC 9112 leaves to a recipient's tolerance is refused here: bare LF, folded fields,
 * spaces before a colon, lengths with signs, codings that are not {@code chunked} alone. A message
 * that two readers could frame differently never becomes a message.
 */
@NullMarked
package dev.crossfade.proxy.http1;

import org.jspecify.annotations.NullMarked;
