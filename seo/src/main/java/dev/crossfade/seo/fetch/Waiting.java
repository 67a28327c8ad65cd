package dev.crossfade.seo.fetch;

import java.util.concurrent.TimeUnit;

/** Time as a fetcher knows it. */
interface Waiting {
  Waiting REAL =
      new Waiting() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** As {@link System#nanoTime}. */
  long nanos();

  void sleep(long nanos) throws InterruptedException;
}
