package dev.crossfade.proxy;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoints of one backend are spoken to over TLS.
 *
 * @param http1 for connections of HTTP/1.1; null: they are in the clear
 * @param http2 offers both versions, and the endpoint chooses; null: as above
 * @param files what was in the files of its certificates, as {@link Pem#fingerprint} tells it
 */
record UpstreamTls(@Nullable SslContext http1, @Nullable SslContext http2, String files) {
  static final UpstreamTls NONE = new UpstreamTls(null, null, "");
}
