package dev.crossfade.deploy.cli;

import java.lang.management.ManagementFactory;

/** How long this process has been there: what a start costs, the JVM's own included. */
final class ProcessAge {
  private ProcessAge() {}

  static long millis() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }
}
