/**
 * HTTP/1 messages from bytes and to bytes, strictly. Start at {@link
 * dev.crossfade.proxy.http1.HeadParser}, which fills a {@link dev.crossfade.proxy.http1.Head}, and
 * {@link dev.crossfade.proxy.http1.BodyReader}; {@link dev.crossfade.proxy.http1.HeadBytes} writes.
 *
 * <p>A head stays the bytes it came as, with an index over them, and is copied from one buffer to
 * the next: to make strings of it costs more than everything else that a gateway does with it.
 *
 * <p>What RFC 9112 leaves to a recipient's tolerance is refused here: bare LF, folded fields,
 * spaces before a colon, lengths with signs, codings that are not {@code chunked} alone. A message
 * that two readers could frame differently never becomes a message.
 */
@NullMarked
package dev.crossfade.proxy.http1;

import org.jspecify.annotations.NullMarked;
