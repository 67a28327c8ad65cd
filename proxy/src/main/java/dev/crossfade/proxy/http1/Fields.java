package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * Field lines (RFC 9112 §5): a name, a colon at once, a value with its outer white space taken off.
 */
final class Fields {
  private Fields() {}

  /** Adds the line of so many bytes at the reader index, and moves past it. */
  static void add(ByteBuf in, int length, HttpHeaders into) throws Violation {
    int start = in.readerIndex();
    int end = start + length;
    int colon = start;
    while (colon < end && Bytes.isToken(in.getByte(colon))) {
      colon++;
    }
    if (colon == start || colon == end || in.getByte(colon) != ':') {
      throw Violation.syntax("a field that is no name and a colon");
    }
    int from = colon + 1;
    int to = end;
    while (from < to && isSpace(in.getByte(from))) {
      from++;
    }
    while (to > from && isSpace(in.getByte(to - 1))) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (!Bytes.isFieldValue(in.getByte(i))) {
        throw Violation.syntax("a control character in a field");
      }
    }
    String name = in.toString(start, colon - start, StandardCharsets.US_ASCII);
    into.add(name, in.toString(from, to - from, StandardCharsets.ISO_8859_1));
    in.readerIndex(end);
  }

  private static boolean isSpace(byte b) {
    return b == Bytes.SP || b == Bytes.HTAB;
  }
}
