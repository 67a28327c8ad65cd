package dev.crossfade.config.value;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A host, by name or address, and a port: {@code 0.0.0.0:8080}, {@code [::1]:9900}. As a bind
 * address, port 0 asks the system for a free one.
 *
 * @param host without the brackets of an IPv6 address
 */
public record HostPort(String host, int port) {
  static final String PORT =
      "([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
  static final String HOST = "(\\[[0-9a-fA-F:.]{2,45}\\]|[A-Za-z0-9_.-]{1,253})";
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  public static final String PATTERN = HOST + ":" + PORT;

  /** Reads what matches {@link #PATTERN}. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    return new HostPort(
        parseHost(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  /** Reads what matches {@link #HOST}; what can only be an address must be one. */
  static String parseHost(String text) {
    String host = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    boolean v6 = text.startsWith("[");
    if (v6 || DIGITS_AND_DOTS.matcher(host).matches()) {
      try {
        InetAddress address = v6 ? Inet6Address.ofLiteral(host) : Inet4Address.ofLiteral(host);
        if (!v6 && !address.getHostAddress().equals(host)) {
          throw new IllegalArgumentException(host + " is short for " + address.getHostAddress());
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            v6 ? "an IPv6 address in the brackets" : "an address such as 10.0.0.1", e);
      }
    }
    return host;
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]+){3}");
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
