package dev.crossfade.proxy;

import dev.crossfade.config.value.Cidr;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who stands between the visitor and us. What {@code X-Forwarded-For}, {@code X-Forwarded-Proto} or
 * {@code Forwarded} say counts only as far as trusted hops said it: reading from our end, the first
 * address that is not a trusted hop is the visitor.
 *
 * @param peer the address of who speaks to us, as text
 * @param trusted whether that is a trusted hop
 * @param client the visitor's address
 * @param secure whether the visitor spoke https
 */
record Hops(String peer, boolean trusted, InetAddress client, boolean secure) {
  /** Before there is a request. */
  static final Hops NOBODY = new Hops("", false, InetAddress.getLoopbackAddress(), false);

  /** What is known without looking at a head. */
  static Hops of(InetAddress peer, boolean tls, List<Cidr> proxies) {
    return new Hops(peer.getHostAddress(), isTrusted(peer, proxies), peer, tls);
  }

  /** What this head adds to that. */
  Hops with(Head head, List<Cidr> proxies) {
    if (!trusted) {
      return this;
    }
    if (!head.has(Name.X_FORWARDED_FOR) && !head.has(Name.X_FORWARDED_PROTO)) {
      return head.has(Name.FORWARDED) ? withForwarded(head, proxies) : this;
    }
    InetAddress nearest = client;
    for (int i = head.count() - 1; i >= 0 && isTrusted(nearest, proxies); i--) {
      if (head.name(i) == Name.X_FORWARDED_FOR) {
        nearest = farthest(head.value(i), nearest, proxies);
      }
    }
    String proto = head.text(Name.X_FORWARDED_PROTO);
    return new Hops(peer, true, nearest, proto == null ? secure : proto.equalsIgnoreCase("https"));
  }

  /**
   * Only where neither of the others is there: a hop that writes those often lets through what a
   * stranger wrote into this one.
   */
  private Hops withForwarded(Head head, List<Cidr> proxies) {
    List<Forwarded.Element> elements = new ArrayList<>();
    for (int i = head.find(Name.FORWARDED); i >= 0; i = head.find(Name.FORWARDED, i + 1)) {
      elements.addAll(Forwarded.read(head.value(i)));
    }
    InetAddress nearest = client;
    boolean https = secure;
    for (Forwarded.Element element : elements.reversed()) {
      String proto = element.proto();
      https = proto == null ? https : proto.equals("https");
      InetAddress told = element.client();
      if (told == null) {
        break; // who was before that hop nobody can say
      }
      nearest = told;
      if (!isTrusted(nearest, proxies)) {
        break;
      }
    }
    return new Hops(peer, true, nearest, https);
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

  static InetAddress address(byte[] bytes) {
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
