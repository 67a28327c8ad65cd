package dev.crossfade.proxy;

import dev.crossfade.config.value.Cidr;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Who stands between the visitor and us. What {@code X-Forwarded-For} and {@code X-Forwarded-Proto}
 * say counts only as far as trusted hops said it: reading from our end, the first address that is
 * not a trusted hop is the visitor.
 *
 * @param trusted whether the hop that speaks to us is
 * @param client the visitor's address
 * @param secure whether the visitor spoke https
 */
record Hops(boolean trusted, InetAddress client, boolean secure) {
  static Hops of(HttpHeaders headers, InetAddress peer, boolean tls, List<Cidr> proxies) {
    if (!isTrusted(peer, proxies)) {
      return new Hops(false, peer, tls);
    }
    InetAddress client = peer;
    List<String> lines = headers.getAll("x-forwarded-for");
    for (int i = lines.size() - 1; i >= 0 && isTrusted(client, proxies); i--) {
      client = farthest(lines.get(i), client, proxies);
    }
    String proto = headers.get("x-forwarded-proto");
    return new Hops(true, client, proto == null ? tls : proto.equalsIgnoreCase("https"));
  }

  /** Walks one line from its end; stops at the first that is no trusted hop or no address. */
  private static InetAddress farthest(String line, InetAddress nearest, List<Cidr> proxies) {
    InetAddress client = nearest;
    int end = line.length();
    while (end >= 0 && isTrusted(client, proxies)) {
      int comma = line.lastIndexOf(',', end - 1);
      byte[] bytes =
          NetUtil.createByteArrayFromIpAddressString(line.substring(comma + 1, end).strip());
      if (bytes == null) {
        return client;
      }
      client = address(bytes);
      end = comma;
    }
    return client;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(bytes.length + " bytes (expected: 4 or 16)", e);
    }
  }

  static boolean isTrusted(InetAddress address, List<Cidr> proxies) {
    if (proxies.isEmpty()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    for (Cidr range : proxies) {
      if (range.contains(bytes)) {
        return true;
      }
    }
    return false;
  }
}
