package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an answer that goes by, up to a size: its body, and those of its fields that mean
 * something to whoever compares pages. Its memory is taken from a room until it is released; a
 * second release does nothing. One thread at a time.
 */
final class AnswerCopy {
  private static final int FIRST_BYTES = 8 << 10;

  /** What a head promises need not come. */
  private static final int MOST_AT_ONCE = 1 << 20;

  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;
  private static final byte[] NOTHING = {};

  /** What it would set in a browser is not among them. */
  private static final Set<String> KEPT =
      Set.of(
          "age",
          "cache-control",
          "cdn-cache-control",
          "content-encoding",
          "content-language",
          "content-type",
          "expires",
          "last-modified",
          "link",
          "location",
          "refresh",
          "retry-after",
          "surrogate-control",
          "vary",
          "x-robots-tag");

  private final ShadowRoom room;
  private final int mostBytes;
  private final Map<String, List<String>> fields = new HashMap<>();
  private int status;
  private byte[] body = NOTHING;
  private int length;
  private int expected = FIRST_BYTES;
  private int taken;

  /**
   * A copy of nothing yet.
   *
   * @param mostBytes of the body
   */
  AnswerCopy(ShadowRoom room, int mostBytes) {
    this.room = room;
    this.mostBytes = mostBytes;
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
    if (said > mostBytes) {
      return ShadowMiss.TOO_LARGE;
    }
    status = answer.status();
    expected = said > 0 ? (int) Math.min(said, MOST_AT_ONCE) : FIRST_BYTES;
    return keepFields(answer) ? null : ShadowMiss.BUSY;
  }

  private boolean keepFields(Head answer) {
    int length = 0;
    for (int i = 0; i < answer.count(); i++) {
      String name = answer.nameText(i).toLowerCase(Locale.ROOT);
      if (KEPT.contains(name)) {
        String value = answer.value(i);
        length += value.length();
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return take(length);
  }

  private boolean take(int more) {
    if (!room.tryTake(more)) {
      return false;
    }
    taken += more;
    return true;
  }

  /**
   * Copies so many bytes, which stay where they are.
   *
   * @return why it is given up; null: it goes on
   */
  @Nullable ShadowMiss add(ByteBuf in, int more) {
    if (more > mostBytes - length) {
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
    int wanted = Math.min(mostBytes, Math.max(least, Math.max(expected, 2 * body.length)));
    if (!take(wanted - body.length)) {
      return false;
    }
    body = Arrays.copyOf(body, wanted);
    return true;
  }

  int status() {
    return status;
  }

  /** The fields that were kept: names in lower case, all values in their order. */
  Map<String, List<String>> fields() {
    return fields;
  }

  /** The first value of a field, by its name in lower case; empty: there is none. */
  String first(String name) {
    List<String> all = fields.get(name);
    return all == null ? "" : all.getFirst();
  }

  /** All of the body that was copied. The memory stays taken until the copy is released. */
  byte[] body() {
    return length == body.length ? body : Arrays.copyOf(body, length);
  }

  void release() {
    room.giveBack(taken);
    taken = 0;
    body = NOTHING;
    length = 0;
  }
}
