package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;

/**
 * Reads heads strictly (RFC 9112 §2–§5): lines end in CR LF, a start line has exactly one space
 * between its parts, a field is a name, a colon at once and a value. Keeps nothing itself, so one
 * serves all connections; how far a head is, the head knows. Lines that come a byte at a time are
 * looked at once, not once a byte.
 */
public final class HeadParser {
  /** Whose heads are read. */
  private enum Start {
    REQUEST,
    STATUS,
    /** No start line: trailers. */
    NONE
  }

  /** Longer than any that is registered; a method is no place for data. */
  public static final int LONGEST_METHOD = 32;

  private static final int VERSION_BYTES = 8;
  private static final int LONGEST_STATUS_LINE = 8 << 10;
  private static final int LONGEST_ANSWER_HEAD = 64 << 10;
  private static final int MOST_ANSWER_FIELDS = 256;
  private static final int LONGEST_TRAILERS = 8 << 10;
  private static final int MOST_TRAILERS = 32;

  private final Start start;
  private final int mostLine;
  private final int mostFieldBytes;
  private final int mostFields;

  private HeadParser(Start start, int mostLine, int mostFieldBytes, int mostFields) {
    this.start = start;
    this.mostLine = mostLine;
    this.mostFieldBytes = mostFieldBytes;
    this.mostFields = mostFields;
  }

  /**
   * A parser of requests with these limits.
   *
   * @param mostLine the longest request line, in bytes
   * @param mostFieldBytes all field lines together, in bytes
   * @param mostFields how many field lines
   */
  public static HeadParser ofRequests(int mostLine, int mostFieldBytes, int mostFields) {
    return new HeadParser(Start.REQUEST, mostLine, mostFieldBytes, mostFields);
  }

  public static HeadParser ofAnswers() {
    return new HeadParser(
        Start.STATUS, LONGEST_STATUS_LINE, LONGEST_ANSWER_HEAD, MOST_ANSWER_FIELDS);
  }

  static HeadParser ofTrailers() {
    return new HeadParser(Start.NONE, 0, LONGEST_TRAILERS, MOST_TRAILERS);
  }

  /**
   * Reads on.
   *
   * @param head cleared before its first bytes
   * @return whether the head is whole; then the reader index is behind its last byte, else {@code
   *     in} is used up
   */
  public boolean parse(Head head, ByteBuf in) throws Violation {
    while (in.isReadable()) {
      head.ensureRoom(1);
      int before = head.filled;
      int more = Math.min(in.readableBytes(), head.bytes.length - before);
      in.readBytes(head.bytes, before, more);
      head.filled += more;
      if (parseLines(head)) {
        in.readerIndex(in.readerIndex() - (head.filled - head.line));
        head.filled = head.line;
        return true;
      }
    }
    return false;
  }

  private boolean parseLines(Head head) throws Violation {
    while (true) {
      int lf = Bytes.indexOfLf(head.bytes, head.seen, head.filled);
      int length = lf - 1 - head.line; // without CR LF, where there is an LF
      checkLength(head, length);
      if (lf == head.filled) {
        head.seen = lf;
        return false;
      }
      if (length < 0 || head.bytes[lf - 1] != Bytes.CR) {
        throw Violation.syntax("LF without CR");
      }
      if (isForgiven(head, lf - 1)) {
        removeEmptyLine(head, lf + 1);
        continue;
      }
      boolean last = onLine(head, lf - 1);
      head.line = lf + 1;
      head.seen = lf + 1;
      if (last) {
        return true;
      }
    }
  }

  private void checkLength(Head head, int length) throws Violation {
    if (start != Start.NONE && head.fieldsFrom == 0) {
      if (length > mostLine) {
        throw new Violation(
            Violation.Kind.LINE_TOO_LONG, "a line of more than " + mostLine + " bytes");
      }
    } else if (head.line + length - head.fieldsFrom > mostFieldBytes) {
      throw new Violation(
          Violation.Kind.HEAD_TOO_LARGE, "a head of more than " + mostFieldBytes + " bytes");
    }
  }

  /** Takes the line up to here; true: it was the empty one that ends the head. */
  private boolean onLine(Head head, int end) throws Violation {
    if (start != Start.NONE && head.fieldsFrom == 0) {
      if (start == Start.REQUEST) {
        requestLine(head, end);
      } else {
        statusLine(head, end);
      }
      head.fieldsFrom = end + 2;
      return false;
    }
    if (end == head.line) {
      return true;
    }
    field(head, end);
    return false;
  }

  /** RFC 9112 §2.2: one empty line before a message is. */
  private boolean isForgiven(Head head, int end) {
    return start != Start.NONE
        && head.fieldsFrom == 0
        && end == head.line
        && !head.emptyLineSkipped;
  }

  /** So that a start line always begins at 0. */
  private static void removeEmptyLine(Head head, int length) {
    System.arraycopy(head.bytes, length, head.bytes, 0, head.filled - length);
    head.filled -= length;
    head.line = 0;
    head.seen = 0;
    head.emptyLineSkipped = true;
  }

  /** {@code method SP target SP version}, each with exactly one space (RFC 9112 §3). */
  private static void requestLine(Head head, int end) throws Violation {
    byte[] in = head.bytes;
    int methodEnd = 0;
    while (methodEnd < end && Bytes.isToken(in[methodEnd])) {
      methodEnd++;
    }
    int targetEnd = methodEnd + 1;
    while (targetEnd < end && Bytes.isVisible(in[targetEnd])) {
      targetEnd++;
    }
    boolean formed =
        methodEnd > 0
            && methodEnd <= LONGEST_METHOD
            && methodEnd < end
            && in[methodEnd] == Bytes.SP
            && targetEnd > methodEnd + 1
            && targetEnd < end
            && in[targetEnd] == Bytes.SP;
    if (!formed) {
      throw Violation.syntax("a request line that is no method, target and version");
    }
    head.http11 = version(head, targetEnd + 1, end - targetEnd - 1);
    head.methodEnd = methodEnd;
    head.targetEnd = targetEnd;
  }

  private static boolean version(Head head, int from, int length) throws Violation {
    boolean http11 = length == VERSION_BYTES && head.isHttp11At(from);
    if (!http11 && !(length == VERSION_BYTES && head.isHttp10At(from))) {
      throw Violation.syntax("a version other than HTTP/1.1 and HTTP/1.0");
    }
    return http11;
  }

  /** {@code version SP status [SP reason]} (RFC 9112 §4). */
  private static void statusLine(Head head, int end) throws Violation {
    byte[] in = head.bytes;
    int statusFrom = VERSION_BYTES + 1;
    int statusEnd = statusFrom + 3;
    if (end < statusEnd || in[VERSION_BYTES] != Bytes.SP) {
      throw Violation.syntax("an answer that is no version and status");
    }
    head.http11 = version(head, 0, VERSION_BYTES);
    boolean formed = end == statusEnd || in[statusEnd] == Bytes.SP;
    int status = 0;
    for (int i = statusFrom; i < statusEnd; i++) {
      formed &= Bytes.isDigit(in[i]);
      status = status * 10 + (in[i] - '0');
    }
    if (!formed || status < 100 || status > 599) {
      throw Violation.syntax("an answer without a status from 100 to 599");
    }
    checkValue(in, statusEnd, end);
    head.status = status;
    head.reasonFrom = Math.min(statusEnd + 1, end);
    head.reasonEnd = end;
  }

  private void field(Head head, int end) throws Violation {
    byte[] in = head.bytes;
    int from = head.line;
    int colon = from;
    while (colon < end && Bytes.isToken(in[colon])) {
      colon++;
    }
    if (colon == from || colon == end || in[colon] != ':') {
      throw Violation.syntax("a field that is no name and a colon");
    }
    int valueFrom = colon + 1;
    int valueEnd = end;
    while (valueFrom < valueEnd && Bytes.isSpace(in[valueFrom])) {
      valueFrom++;
    }
    while (valueEnd > valueFrom && Bytes.isSpace(in[valueEnd - 1])) {
      valueEnd--;
    }
    checkValue(in, valueFrom, valueEnd);
    if (head.count() == mostFields) {
      throw new Violation(Violation.Kind.HEAD_TOO_LARGE, "more than " + mostFields + " fields");
    }
    head.onField(from, colon, valueFrom, valueEnd);
  }

  private static void checkValue(byte[] in, int from, int to) throws Violation {
    for (int i = from; i < to; i++) {
      if (!Bytes.isFieldValue(in[i])) {
        throw Violation.syntax("a control character");
      }
    }
  }
}
