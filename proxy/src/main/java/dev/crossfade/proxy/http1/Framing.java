package dev.crossfade.proxy.http1;

/** How long a body is, by its head (RFC 9112 §6). Whatever could be read in two ways is refused. */
public final class Framing {
  /** Chunks, to the one of no length. */
  public static final long CHUNKED = -1;

  /** Everything until the connection ends; answers only. */
  public static final long UNTIL_CLOSE = -2;

  /** Eighteen digits are more than any body and less than any overflow. */
  private static final int MOST_DIGITS = 18;

  private Framing() {}

  /** A number of bytes, or {@link #CHUNKED}. */
  public static long ofRequest(Head head) throws Violation {
    return of(head, 0);
  }

  /** What an answer says: a number of bytes, {@link #CHUNKED} or {@link #UNTIL_CLOSE}. */
  public static long ofAnswer(Head head) throws Violation {
    return of(head, UNTIL_CLOSE);
  }

  private static long of(Head head, long otherwise) throws Violation {
    int coding = head.find(Name.TRANSFER_ENCODING);
    int length = head.find(Name.CONTENT_LENGTH);
    if (coding >= 0) {
      if (length >= 0) {
        throw Violation.syntax("a length beside a transfer coding");
      }
      checkName(head, coding);
      boolean chunked = head.isValue(coding, "chunked");
      if (!head.isHttp11() || !chunked || head.find(Name.TRANSFER_ENCODING, coding + 1) >= 0) {
        throw Violation.syntax("a transfer coding other than chunked alone");
      }
      return CHUNKED;
    }
    if (length < 0) {
      return otherwise;
    }
    checkName(head, length);
    if (head.find(Name.CONTENT_LENGTH, length + 1) >= 0) {
      throw Violation.syntax("several lengths");
    }
    return number(head.bytes(), head.valueFrom(length), head.valueEnd(length));
  }

  /** Some servers take Transfer_Encoding for Transfer-Encoding; so nobody may send it. */
  private static void checkName(Head head, int field) throws Violation {
    if (!head.isNamed(field, head.name(field).text())) {
      throw Violation.syntax("a name that some take for " + head.name(field).text());
    }
  }

  private static long number(byte[] in, int from, int to) throws Violation {
    int digits = to - from;
    if (digits == 0 || digits > MOST_DIGITS || (digits > 1 && in[from] == '0')) {
      throw Violation.syntax("a length that is no plain number");
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (!Bytes.isDigit(in[i])) {
        throw Violation.syntax("a length that is no number");
      }
      number = number * 10 + (in[i] - '0');
    }
    return number;
  }
}
