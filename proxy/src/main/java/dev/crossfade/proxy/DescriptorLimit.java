package dev.crossfade.proxy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files and sockets the process may have open: {@code ulimit -n}. */
final class DescriptorLimit {
  private static final Logger log = LoggerFactory.getLogger(DescriptorLimit.class);

  /** Jars, logs, the journal, event loops, the admin port, health checks. */
  private static final int OTHERS = 200;

  private DescriptorLimit() {}

  /** Whether something failed for want of a descriptor: EMFILE, or ENFILE of the whole machine. */
  static boolean isReached(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.toLowerCase(Locale.ROOT).contains("too many open")) {
        return true;
      }
    }
    return false;
  }

  /** Warns where so many clients could not be served: each may need a connection to a backend. */
  static void check(int connections) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      String warning = warning(system.getMaxFileDescriptorCount(), connections);
      if (warning != null) {
        log.warn(warning);
      }
    }
  }

  /** What is wrong with a limit; null: nothing. */
  static @Nullable String warning(long descriptors, int connections) {
    long wanted = 2L * connections + OTHERS;
    return descriptors >= wanted
        ? null
        : "ulimit -n: %d (expected: %d or more for limits.connections %d, or fewer connections)"
            .formatted(descriptors, wanted, connections);
  }
}
