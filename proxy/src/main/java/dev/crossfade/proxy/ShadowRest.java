package dev.crossfade.proxy;

import java.util.concurrent.TimeUnit;

/**
 * The rest that a backend is given from shadows when several in a row came to nothing: their
 * failures take no endpoint out, so without it a dead one would be asked on and on. Thread-safe.
 */
final class ShadowRest {
  private static final int FAILURES = 3;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private int failures;
  private long since;

  synchronized boolean isOn(long now) {
    return failures >= FAILURES && now - since < REST_NANOS;
  }

  synchronized void onAnswer() {
    failures = 0;
  }

  synchronized void onFailure(long now) {
    failures++;
    since = now;
  }
}
