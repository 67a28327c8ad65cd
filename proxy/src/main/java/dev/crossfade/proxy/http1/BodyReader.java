package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of one message after the other out of the bytes of a connection, as its framing
 * says. On the connection's event loop.
 *
 * <pre>
 *   Ended ── begin ──► Sized ─────────────────────────► Ended
 *                      Size ─► Chunk ─► ChunkEnd ─► Size
 *                        └─ 0 ─► LastChunk ─┬─────────► Ended
 *                                           └─ Trailers ► Ended
 *                      Rest (until the connection ends)
 * </pre>
 */
public final class BodyReader {
  private enum State {
    ENDED,
    SIZED,
    SIZE,
    CHUNK,
    CHUNK_CR,
    CHUNK_LF,
    LAST_CHUNK,
    LAST_LF,
    TRAILERS,
    REST
  }

  private static final HeadParser TRAILERS = HeadParser.ofTrailers();

  private State state = State.ENDED;
  private long left;
  private @Nullable ChunkSize size;
  private @Nullable Head trailers;

  /**
   * Begins with a body.
   *
   * @param framing a number of bytes, or one of the constants of {@link Framing}
   */
  public void begin(long framing) {
    trailers = null;
    if (framing == Framing.CHUNKED) {
      toSize();
    } else if (framing == Framing.UNTIL_CLOSE) {
      state = State.REST;
    } else {
      left = framing;
      state = framing == 0 ? State.ENDED : State.SIZED;
    }
  }

  private void toSize() {
    ChunkSize line = size;
    if (line == null) {
      line = new ChunkSize();
      size = line;
    }
    line.begin();
    state = State.SIZE;
  }

  public boolean isEnded() {
    return state == State.ENDED;
  }

  /** Whether the end of the connection is the end of the body. */
  public boolean endsWithConnection() {
    return state == State.REST;
  }

  /** The fields behind the last chunk; null: there are none. */
  public @Nullable Head trailers() {
    return trailers;
  }

  /**
   * How many bytes at the reader index are the next part of the body; 0: there are none yet, or no
   * more. Whoever asks takes exactly those before asking again. Moves past everything that is not
   * body, never past the end of the message.
   */
  public int next(ByteBuf in) throws Violation {
    while (in.isReadable()) {
      switch (state) {
        case ENDED -> {
          return 0;
        }
        case SIZED -> {
          return part(in, State.ENDED);
        }
        case CHUNK -> {
          return part(in, State.CHUNK_CR);
        }
        case REST -> {
          return in.readableBytes();
        }
        case SIZE -> readSize(in);
        case CHUNK_CR -> {
          expect(in, Bytes.CR);
          state = State.CHUNK_LF;
        }
        case CHUNK_LF -> {
          expect(in, Bytes.LF);
          toSize();
        }
        case LAST_CHUNK -> onLastChunk(in);
        case LAST_LF -> {
          expect(in, Bytes.LF);
          state = State.ENDED;
        }
        case TRAILERS -> readTrailers(in);
      }
    }
    return 0;
  }

  private int part(ByteBuf in, State behind) {
    int length = (int) Math.min(left, in.readableBytes());
    left -= length;
    if (left == 0) {
      state = behind;
    }
    return length;
  }

  private void readSize(ByteBuf in) throws Violation {
    ChunkSize line = size;
    if (line == null) {
      throw new IllegalStateException("chunks have not begun");
    }
    while (in.isReadable()) {
      if (line.onByte(in.readByte())) {
        left = line.size();
        state = left > 0 ? State.CHUNK : State.LAST_CHUNK;
        return;
      }
    }
  }

  private static void expect(ByteBuf in, byte wanted) throws Violation {
    if (in.readByte() != wanted) {
      throw Violation.syntax("something else than a chunk's end");
    }
  }

  /** An empty line nearly always; only for fields a head is made. */
  private void onLastChunk(ByteBuf in) {
    if (in.getByte(in.readerIndex()) == Bytes.CR) {
      in.skipBytes(1);
      state = State.LAST_LF;
    } else {
      trailers = new Head().clear();
      state = State.TRAILERS;
    }
  }

  private void readTrailers(ByteBuf in) throws Violation {
    Head read = trailers;
    if (read == null) {
      throw new IllegalStateException("trailers have not begun");
    }
    if (TRAILERS.parse(read, in)) {
      state = State.ENDED;
    }
  }
}
