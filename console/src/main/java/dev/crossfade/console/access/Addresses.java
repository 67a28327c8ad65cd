package dev.crossfade.console.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where requests come from on the network; what a request says of itself counts for nothing. */
final class Addresses {
  private static final byte[] NOWHERE = new byte[4];

  private Addresses() {}

  static InetAddress of(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    String text = remote == null ? null : remote.hostAddress();
    try {
      if (text == null) { // the connection is gone already
        return InetAddress.getByAddress(NOWHERE);
      }
      int scope = text.indexOf('%');
      return InetAddress.ofLiteral(scope < 0 ? text : text.substring(0, scope));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
