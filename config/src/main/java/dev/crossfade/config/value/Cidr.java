package dev.crossfade.config.value;

import java.net.InetAddress;

/**
 * A range of addresses by prefix: {@code 10.0.0.0/8}, {@code 2001:db8::/32}; a single address is a
 * range of one. Host bits beyond the prefix are refused: they are a slip more often than meant.
 */
public record Cidr(InetAddress network, int prefix) {
  public static final String PATTERN = "[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?";

  private static final String EXPECTED = "an address or a range such as 10.0.0.0/8";

  /** Reads what matches {@link #PATTERN}; names are never looked up. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
    int bits = network.getAddress().length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix > bits) {
      throw new IllegalArgumentException("a prefix of at most " + bits + " bits");
    }
    byte[] bytes = network.getAddress();
    for (int bit = prefix; bit < bits; bit++) {
      if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        throw new IllegalArgumentException(
            "a range whose bits after the first " + prefix + " are zero");
      }
    }
    return new Cidr(network, prefix);
  }

  private static InetAddress address(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    if (!v6 && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      throw new IllegalArgumentException(EXPECTED);
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  /** Whether the range holds this address, given as its 4 or 16 bytes. */
  public boolean contains(byte[] address) {
    byte[] bytes = network.getAddress();
    if (bytes.length != address.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != address[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || ((bytes[whole] ^ address[whole]) & (0xff00 >> rest) & 0xff) == 0;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
