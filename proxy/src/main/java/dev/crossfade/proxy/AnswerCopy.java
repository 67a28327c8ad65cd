package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an answer that goes by, up to a size. Its memory is taken from the room there is for
 * shadows, until it is released; a second release does nothing. One thread at a time.
 */
final class AnswerCopy {
  private static final int MOST_BYTES = 1 << 20;
  private static final int FIRST_BYTES = 8 << 10;
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;
  private static final byte[] NOTHING = {};

  private final ShadowRoom room;
  private int status;
  private String type = "";
  private String encoding = "";
  private String location = "";
  private byte[] body = NOTHING;
  private int length;
  private int expected = FIRST_BYTES;
  private int taken;

  AnswerCopy(ShadowRoom room) {
    this.room = room;
  }

  /** Whether the answer has begun. */
  boolean isBegun() {
    return status > 0;
  }

  /**
   * Takes down the head.
   *
   * @param said of the body; below 0: that will be seen
   * @return why it is given up; null: it goes on
   */
  @Nullable ShadowMiss begin(Head answer, long said) {
    if (answer.status() == PARTIAL_CONTENT || answer.status() == NOT_MODIFIED) {
      return ShadowMiss.PARTIAL;
    }
    if (said > MOST_BYTES) {
      return ShadowMiss.TOO_LARGE;
    }
    status = answer.status();
    type = text(answer.text(Name.CONTENT_TYPE));
    encoding = text(answer.text("content-encoding"));
    location = text(answer.text(Name.LOCATION));
    expected = said > 0 ? (int) said : FIRST_BYTES;
    return null;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /**
   * Copies so many bytes, which stay where they are.
   *
   * @return why it is given up; null: it goes on
   */
  @Nullable ShadowMiss add(ByteBuf in, int more) {
    if (more > MOST_BYTES - length) {
      return ShadowMiss.TOO_LARGE;
    }
    if (length + more > body.length && !grow(length + more)) {
      return ShadowMiss.BUSY;
    }
    in.getBytes(in.readerIndex(), body, length, more);
    length += more;
    return null;
  }

  private boolean grow(int least) {
    int wanted = Math.min(MOST_BYTES, Math.max(least, Math.max(expected, 2 * body.length)));
    if (!room.tryTake(wanted - taken)) {
      return false;
    }
    taken = wanted;
    body = Arrays.copyOf(body, wanted);
    return true;
  }

  /** All that was copied. The memory stays taken until the copy is released. */
  ShadowAnswer answer() {
    byte[] whole = length == body.length ? body : Arrays.copyOf(body, length);
    return new ShadowAnswer(status, type, encoding, location, whole);
  }

  void release() {
    room.giveBack(taken);
    taken = 0;
    body = NOTHING;
  }
}
