package dev.crossfade.proxy;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/** The moment from which something that grew grows no more. */
final class Standstill {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private Standstill() {}

  static void await(LongSupplier growing) {
    long[] before = {-1};
    Awaitility.await()
        .pollInterval(LOOK_AGAIN)
        .until(
            () -> {
              long now = growing.getAsLong();
              boolean still = now > 0 && now == before[0];
              before[0] = now;
              return still;
            });
  }
}
