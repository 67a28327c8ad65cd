package dev.crossfade.seo.live.sampling;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** The CPU time of a thread, for what is charged to a {@link CpuBudget}. */
public final class ThreadTime {
  private static final LongSupplier CLOCK = clock();

  private ThreadTime() {}

  /**
   * What this thread has taken, which must not be a virtual one. Where a machine cannot say, the
   * time that goes by stands for it.
   */
  public static long nanos() {
    return CLOCK.getAsLong();
  }

  private static LongSupplier clock() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads::getCurrentThreadCpuTime
        : System::nanoTime;
  }
}
