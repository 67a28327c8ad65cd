package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading requests and reading answers have in common.
 *
 * <pre>
 *   StartLine ─► FieldLines ─┬─► Body(n) ───────────────────────────► StartLine
 *                            ├─► Size ─► Chunk(n) ─► ChunkEnd ─► Size
 *                            │     └─ 0 ─► Trailers ─────────────────► StartLine
 *                            └─► Rest (until the connection ends)
 *   any ── violation ──► Broken: a failed message goes out, nothing more is read
 * </pre>
 *
 * Trailers are checked and dropped: nothing that stands behind a body may speak about its head.
 */
abstract class MessageDecoder extends ByteToMessageDecoder {
  private static final DefaultHttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private enum State {
    START_LINE,
    FIELD_LINES,
    BODY,
    SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    REST,
    BROKEN
  }

  private final int mostLine;
  private final int mostHead;
  private final int mostFields;
  private final Lines lines = new Lines();
  private State state = State.START_LINE;
  private @Nullable HttpMessage head;
  private int headBytes;
  private int fields;
  private long left;
  private boolean emptyLineSkipped;

  /**
   * @param mostLine the longest start line, in bytes
   * @param mostHead all field lines together, in bytes
   * @param mostFields how many field lines
   */
  MessageDecoder(int mostLine, int mostHead, int mostFields) {
    this.mostLine = mostLine;
    this.mostHead = mostHead;
    this.mostFields = mostFields;
  }

  /** Reads the start line of so many bytes at the reader index, which stays where it is. */
  abstract HttpMessage start(ByteBuf in, int length, HttpHeaders headers) throws Violation;

  /** How the body of a complete head is framed. */
  abstract Framing framing(HttpMessage message) throws Violation;

  /** What stands in for a head that could not be read. */
  abstract HttpMessage unreadable();

  final HttpHeaders newHeaders() {
    return UNCHECKED.newHeaders();
  }

  @Override
  protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      step(in, out);
    } catch (Violation violation) {
      boolean inHead = state == State.START_LINE || state == State.FIELD_LINES;
      state = State.BROKEN;
      in.skipBytes(in.readableBytes());
      DecoderResult failure = DecoderResult.failure(violation);
      if (inHead) {
        HttpMessage bad = head == null ? unreadable() : head;
        bad.setDecoderResult(failure);
        out.add(bad);
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
      } else {
        HttpContent bad = new DefaultHttpContent(in.alloc().buffer(0, 0));
        bad.setDecoderResult(failure);
        out.add(bad);
      }
      head = null;
    }
  }

  private void step(ByteBuf in, List<Object> out) throws Violation {
    switch (state) {
      case START_LINE -> readStartLine(in);
      case FIELD_LINES -> readFieldLine(in, out);
      case BODY -> readBody(in, out);
      case SIZE -> readSize(in);
      case CHUNK -> readChunk(in, out);
      case CHUNK_END -> readChunkEnd(in);
      case TRAILERS -> readTrailer(in, out);
      case REST -> out.add(new DefaultHttpContent(in.readRetainedSlice(in.readableBytes())));
      case BROKEN -> in.skipBytes(in.readableBytes());
    }
  }

  private void readStartLine(ByteBuf in) throws Violation {
    int length = lines.find(in, mostLine, Violation.Kind.LINE_TOO_LONG);
    if (length < 0) {
      return;
    }
    if (length == 0 && !emptyLineSkipped) {
      emptyLineSkipped = true; // RFC 9112 §2.2: one empty line before a message is forgiven
    } else {
      head = start(in, length, newHeaders());
      in.skipBytes(length);
      headBytes = 0;
      fields = 0;
      state = State.FIELD_LINES;
      emptyLineSkipped = false;
    }
    in.skipBytes(2);
  }

  private void readFieldLine(ByteBuf in, List<Object> out) throws Violation {
    int length = findField(in);
    if (length < 0) {
      return;
    }
    HttpMessage message = head;
    if (message == null) {
      throw new IllegalStateException("fields without a start line");
    }
    if (length > 0) {
      Fields.add(in, length, message.headers());
      in.skipBytes(2);
      return;
    }
    in.skipBytes(2);
    Framing framing = framing(message);
    head = null;
    out.add(message);
    switch (framing) {
      case Framing.Fixed fixed when fixed.length() == 0 -> end(out);
      case Framing.Fixed fixed -> {
        left = fixed.length();
        state = State.BODY;
      }
      case Framing.Chunked _ -> {
        headBytes = 0;
        fields = 0;
        state = State.SIZE;
      }
      case Framing.UntilClose _ -> state = State.REST;
    }
  }

  /** The next field line within the limits of the whole section; −1: it is not all there yet. */
  private int findField(ByteBuf in) throws Violation {
    int length = lines.find(in, mostHead - headBytes, Violation.Kind.HEAD_TOO_LARGE);
    if (length >= 0) {
      headBytes += length + 2;
      if (length > 0 && ++fields > mostFields) {
        throw new Violation(Violation.Kind.HEAD_TOO_LARGE, "more than " + mostFields + " fields");
      }
    }
    return length;
  }

  private void end(List<Object> out) {
    out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    state = State.START_LINE;
  }

  private void readBody(ByteBuf in, List<Object> out) {
    ByteBuf part = in.readRetainedSlice((int) Math.min(left, in.readableBytes()));
    left -= part.readableBytes();
    out.add(new DefaultHttpContent(part));
    if (left == 0) {
      end(out);
    }
  }

  private void readSize(ByteBuf in) throws Violation {
    int length = lines.find(in, ChunkSize.LONGEST_LINE, Violation.Kind.SYNTAX);
    if (length >= 0) {
      left = ChunkSize.read(in, length);
      in.skipBytes(2);
      state = left == 0 ? State.TRAILERS : State.CHUNK;
    }
  }

  private void readChunk(ByteBuf in, List<Object> out) {
    ByteBuf part = in.readRetainedSlice((int) Math.min(left, in.readableBytes()));
    left -= part.readableBytes();
    out.add(new DefaultHttpContent(part));
    if (left == 0) {
      state = State.CHUNK_END;
    }
  }

  private void readChunkEnd(ByteBuf in) throws Violation {
    int length = lines.find(in, 0, Violation.Kind.SYNTAX);
    if (length > 0) {
      throw Violation.syntax("a chunk that is longer than its size");
    }
    if (length == 0) {
      in.skipBytes(2);
      state = State.SIZE;
    }
  }

  private void readTrailer(ByteBuf in, List<Object> out) throws Violation {
    int length = findField(in);
    if (length > 0) {
      Fields.add(in, length, newHeaders());
      in.skipBytes(2);
    } else if (length == 0) {
      in.skipBytes(2);
      end(out);
    }
  }

  /** The connection ended: that ends a body which is framed so, and no other. */
  @Override
  protected final void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.isReadable()) {
      decode(ctx, in, out);
    }
    if (state == State.REST) {
      end(out);
    }
  }
}
