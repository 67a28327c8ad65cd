package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;

/**
 * Finds where a line ends. Remembers how far it has looked, so that a head that comes a byte at a
 * time is looked at once, not once a byte. Lines end in CR LF; either alone is a violation,
 * wherever it stands.
 */
final class Lines {
  /** How many bytes of the current line have been looked at. */
  private int seen;

  /**
   * Looks for the end of the line that starts at the reader index.
   *
   * @return the length of the line without its CR LF; −1: it is not all there yet
   */
  int find(ByteBuf in, int most, Violation.Kind tooLong) throws Violation {
    int start = in.readerIndex();
    int end = in.writerIndex();
    for (int i = start + seen; i < end; i++) {
      byte b = in.getByte(i);
      if (b == Bytes.LF) {
        throw Violation.syntax("LF without CR");
      }
      if (b == Bytes.CR) {
        if (i + 1 == end) {
          seen = i - start;
          return -1;
        }
        if (in.getByte(i + 1) != Bytes.LF) {
          throw Violation.syntax("CR without LF");
        }
        seen = 0;
        return i - start;
      }
      if (i - start >= most) {
        throw new Violation(tooLong, "a line of more than " + most + " bytes");
      }
    }
    seen = end - start;
    return -1;
  }
}
