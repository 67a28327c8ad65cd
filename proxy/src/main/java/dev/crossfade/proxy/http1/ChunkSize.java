package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;

/**
 * The line before a chunk (RFC 9112 §7.1): its size in hex, and extensions, whose grammar is
 * checked and whose meaning is nobody's.
 */
final class ChunkSize {
  /** With its extensions; real ones are a few bytes. */
  static final int LONGEST_LINE = 256;

  private static final int MOST_DIGITS = 8;

  private ChunkSize() {}

  /** Reads the line of so many bytes at the reader index, and moves past it. */
  static long read(ByteBuf in, int length) throws Violation {
    int start = in.readerIndex();
    int end = start + length;
    int at = start;
    long size = 0;
    while (at < end && Bytes.hex(in.getByte(at)) >= 0) {
      size = size << 4 | Bytes.hex(in.getByte(at));
      at++;
    }
    if (at == start || at - start > MOST_DIGITS || size > Integer.MAX_VALUE) {
      throw Violation.syntax("a chunk without a size from 0 to 7fffffff");
    }
    while (at < end) {
      at = extension(in, at, end);
    }
    in.readerIndex(end);
    return size;
  }

  /** One {@code ;name} or {@code ;name=value}; returns where it ends. */
  private static int extension(ByteBuf in, int from, int end) throws Violation {
    if (in.getByte(from) != ';') {
      throw Violation.syntax("something else than extensions behind a chunk's size");
    }
    int at = token(in, from + 1, end);
    if (at == end || in.getByte(at) != '=') {
      return at;
    }
    at++;
    return at < end && in.getByte(at) == '"' ? quoted(in, at + 1, end) : token(in, at, end);
  }

  private static int token(ByteBuf in, int from, int end) throws Violation {
    int at = from;
    while (at < end && Bytes.isToken(in.getByte(at))) {
      at++;
    }
    if (at == from) {
      throw Violation.syntax("a chunk extension without a name or value");
    }
    return at;
  }

  private static int quoted(ByteBuf in, int from, int end) throws Violation {
    for (int at = from; at < end; at++) {
      byte b = in.getByte(at);
      if (b == '"') {
        return at + 1;
      }
      if (b == '\\') {
        at++;
      } else if (!Bytes.isFieldValue(b)) {
        break;
      }
    }
    throw Violation.syntax("a chunk extension whose quotes do not close");
  }
}
