package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A head of HTTP/1 that is being written. Used again for the next, so what is in it must be taken
 * with {@link #toBuffer} before anybody else writes. On one event loop.
 */
public final class HeadBytes implements FieldSink {
  private static final int FIRST_BYTES = 4096;
  private static final int MOST_KEPT_BYTES = 64 << 10;
  private static final byte[] HTTP_1_1 = ascii("HTTP/1.1 ");
  private static final byte[] HTTP_1_1_END = ascii(" HTTP/1.1\r\n");
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
  private static final byte[] CLOSE = ascii("connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
  private static final byte[] UPGRADE = ascii("connection: upgrade\r\nupgrade: websocket\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n");
  private static final int MOST_DIGITS = 19;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Begins a request with the method and target of another; the version is ours. */
  public HeadBytes request(Head of) {
    length = 0;
    put(of.bytes(), 0, of.targetEnd());
    put(HTTP_1_1_END);
    return this;
  }

  /** Begins an answer with the status and reason of another; the version is ours. */
  public HeadBytes answer(Head of) {
    int status = of.status();
    length = 0;
    put(HTTP_1_1);
    room(4);
    bytes[length++] = (byte) ('0' + status / 100);
    bytes[length++] = (byte) ('0' + status / 10 % 10);
    bytes[length++] = (byte) ('0' + status % 10);
    bytes[length++] = Bytes.SP;
    put(of.bytes(), of.reasonFrom(), of.reasonEnd());
    crlf();
    return this;
  }

  public void contentLength(long value) {
    put(CONTENT_LENGTH);
    number(value);
    crlf();
  }

  public void chunked() {
    put(CHUNKED);
  }

  public void close() {
    put(CLOSE);
  }

  public void keepAlive() {
    put(KEEP_ALIVE);
  }

  public void upgrade() {
    put(UPGRADE);
  }

  /** Ends a line, the empty one behind a head also. */
  public HeadBytes endLine() {
    crlf();
    return this;
  }

  /** Takes so many bytes of a body. */
  public HeadBytes bytes(ByteBuf in, int count) {
    room(count);
    in.readBytes(bytes, length, count);
    length += count;
    return this;
  }

  /** The chunk of no length; trailers and an empty line follow. */
  public HeadBytes lastChunk() {
    put(LAST_CHUNK);
    return this;
  }

  /** A chunk's size. */
  public HeadBytes chunk(int size) {
    int digits = (Integer.SIZE + 3 - Integer.numberOfLeadingZeros(size)) / 4;
    room(digits + 2);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      bytes[length++] = HEX[size >> shift & 0xf];
    }
    crlf();
    return this;
  }

  /** Begins with nothing. */
  public HeadBytes empty() {
    length = 0;
    return this;
  }

  /** What was written, with room for so much more. */
  public ByteBuf toBuffer(ByteBufAllocator alloc, int room) {
    ByteBuf buffer = alloc.directBuffer(length + room);
    appendTo(buffer);
    return buffer;
  }

  /** What was written goes behind what is there. */
  public void appendTo(ByteBuf buffer) {
    buffer.writeBytes(bytes, 0, length);
    length = 0;
    if (bytes.length > MOST_KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }

  public int length() {
    return length;
  }

  @Override
  public void copy(Head from, int field) {
    put(from.bytes(), from.nameFrom(field), from.nameEnd(field));
    room(2);
    bytes[length++] = ':';
    bytes[length++] = Bytes.SP;
    put(from.bytes(), from.valueFrom(field), from.valueEnd(field));
    crlf();
  }

  @Override
  public FieldSink begin(Name name) {
    put(name.bytes());
    room(2);
    bytes[length++] = ':';
    bytes[length++] = Bytes.SP;
    return this;
  }

  @Override
  public FieldSink text(CharSequence piece) {
    int more = piece.length();
    room(more);
    for (int i = 0; i < more; i++) {
      bytes[length + i] = (byte) piece.charAt(i);
    }
    length += more;
    return this;
  }

  @Override
  public FieldSink bytes(byte[] piece, int from, int to) {
    put(piece, from, to);
    return this;
  }

  @Override
  public FieldSink hex(long bits) {
    room(Long.SIZE / 4);
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (bits >>> shift) & 0xf];
    }
    return this;
  }

  @Override
  public void end() {
    crlf();
  }

  private void number(long value) {
    room(MOST_DIGITS);
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void crlf() {
    room(2);
    bytes[length++] = Bytes.CR;
    bytes[length++] = Bytes.LF;
  }

  private void put(byte[] from) {
    put(from, 0, from.length);
  }

  private void put(byte[] from, int start, int end) {
    int more = end - start;
    room(more);
    System.arraycopy(from, start, bytes, length, more);
    length += more;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
