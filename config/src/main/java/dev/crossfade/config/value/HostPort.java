package dev.crossfade.config.value;

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
  public static final String PATTERN = HOST + ":" + PORT;

  /** Reads what matches {@link #PATTERN}. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    return new HostPort(
        bare(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
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
