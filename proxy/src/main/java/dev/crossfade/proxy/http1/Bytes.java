package dev.crossfade.proxy.http1;

/** The character classes of RFC 9110 §5.6 and RFC 9112, as tables. */
final class Bytes {
  static final byte CR = '\r';
  static final byte LF = '\n';
  static final byte SP = ' ';
  static final byte HTAB = '\t';

  private static final boolean[] TOKEN = new boolean[256];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[c - 32] = true;
    }
    for (char c : "0123456789!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private Bytes() {}

  static boolean isToken(byte b) {
    return TOKEN[b & 0xff];
  }

  /** Visible, a space, a tab, or beyond ASCII: what a field's value may be made of (§5.5). */
  static boolean isFieldValue(byte b) {
    return (b >= SP && b != 0x7f) || b == HTAB || b < 0;
  }

  static boolean isVisible(byte b) {
    return b > SP && b < 0x7f;
  }

  static boolean isSpace(byte b) {
    return b == SP || b == HTAB;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Where the next LF is; {@code to}: nowhere before it. */
  static int indexOfLf(byte[] in, int from, int to) {
    int at = from;
    while (at < to && in[at] != LF) {
      at++;
    }
    return at;
  }

  /** −1: no hex digit. */
  static int hex(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
