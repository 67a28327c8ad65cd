package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one request is called everywhere: in pages, logs and towards backends. Random, unless a
 * trusted hop has named it.
 */
final class RequestId {
  private static final int LONGEST = 128;

  private final @Nullable String told;
  private final long high;
  private final long low;

  private RequestId(@Nullable String told, long high, long low) {
    this.told = told;
    this.high = high;
    this.low = low;
  }

  static RequestId of(Head head, Hops hops) {
    String told = hops.trusted() ? head.text(Name.X_REQUEST_ID) : null;
    if (told != null && isPlain(told)) {
      return new RequestId(told, 0, 0);
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new RequestId(null, random.nextLong(), random.nextLong());
  }

  /** It is written into pages, headers and logs, so it is letters, digits and a little more. */
  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && "-_.:=+/".indexOf(c) < 0) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= LONGEST;
  }

  void writeTo(FieldSink out) {
    if (told != null) {
      out.text(told);
    } else {
      out.hex(high).hex(low);
    }
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return told != null ? told : hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
