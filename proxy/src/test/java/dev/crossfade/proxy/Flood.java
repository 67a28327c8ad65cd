package dev.crossfade.proxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** More bytes than anybody may hold for a reader who does not read, and how many of them went. */
final class Flood {
  static final int SIZE = 64 << 20;

  /** What kernels and the gateway may hold of it; well below the whole. */
  static final int BUFFERED = 24 << 20;

  private final AtomicLong sent = new AtomicLong();

  /** Sends all of it, for as long as that takes. */
  void send(Wire wire) throws IOException {
    byte[] part = new byte[1 << 16];
    for (int i = 0; i < SIZE / part.length; i++) {
      wire.send(part);
      sent.addAndGet(part.length);
    }
  }

  long sent() {
    return sent.get();
  }

  /** Until some of it was sent and then, for a while, no more. */
  void awaitStandstill() {
    long[] before = {-1};
    await()
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              long now = sent.get();
              boolean still = now > 0 && now == before[0];
              before[0] = now;
              return still;
            });
  }
}
