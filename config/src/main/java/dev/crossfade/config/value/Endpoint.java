package dev.crossfade.config.value;

/** One address of a backend: {@code http://10.1.0.10:8080} or {@code https://next.internal}. */
public record Endpoint(boolean https, HostPort address) {
  public static final String PATTERN = "https?://" + HostPort.HOST + "(:" + HostPort.PORT + ")?/?";

  /** Reads what matches {@link #PATTERN}. */
  public static Endpoint parse(String text) {
    boolean https = text.startsWith("https:");
    String rest = text.substring(text.indexOf("//") + 2);
    String authority = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    HostPort address =
        hasPort
            ? HostPort.parse(authority)
            : new HostPort(HostPort.parseHost(authority), https ? 443 : 80);
    if (address.port() == 0) {
      throw new IllegalArgumentException("a port from 1 to 65535");
    }
    return new Endpoint(https, address);
  }

  @Override
  public String toString() {
    return (https ? "https://" : "http://") + address;
  }
}
