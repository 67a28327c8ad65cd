package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.FaultProxy;
import dev.crossfade.loadtest.WireFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens to a backend, and which of its timeouts has to notice. */
enum BenchFault {
  /** The process is gone: connections are refused. */
  SIGKILL(BenchFault.CONNECT) {
    @Override
    void strike(Process origin, FaultProxy wire) throws IOException, InterruptedException {
      signal("KILL", origin);
    }
  },
  /** The process stands still: the kernel accepts, nobody answers. */
  SIGSTOP(BenchFault.FIRST_BYTE) {
    @Override
    void strike(Process origin, FaultProxy wire) throws IOException, InterruptedException {
      signal("STOP", origin);
    }
  },
  /** Every connection is reset. */
  RESET(BenchFault.CONNECT) {
    @Override
    void strike(Process origin, FaultProxy wire) {
      wire.inject(WireFault.RESET);
    }
  },
  /** Answers come a byte at a time, never so slowly that nothing comes. */
  DRIP(BenchFault.TOTAL) {
    @Override
    void strike(Process origin, FaultProxy wire) {
      wire.inject(FaultProxy.Direction.TO_CLIENT, new WireFault.Drip(1, Duration.ofMillis(500)));
    }
  },
  /** Answers are random bytes. */
  GARBAGE(BenchFault.FIRST_BYTE) {
    @Override
    void strike(Process origin, FaultProxy wire) {
      wire.inject(FaultProxy.Direction.TO_CLIENT, new WireFault.Garbage(17));
    }
  };

  /** Seconds, in the configuration of the backend that is struck. */
  static final int CONNECT = 1;

  static final int FIRST_BYTE = 2;
  static final int TOTAL = 4;

  private final int seconds;

  BenchFault(int seconds) {
    this.seconds = seconds;
  }

  /** So long may an answer take: the timeout that has to notice, and a second. */
  Duration limit() {
    return Duration.ofSeconds(seconds + 1L);
  }

  /** Whether it comes over the wire, through a proxy between gateway and origin. */
  boolean isOnTheWire() {
    return this != SIGKILL && this != SIGSTOP;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract void strike(Process origin, FaultProxy wire) throws IOException, InterruptedException;

  /** To a process and those it started. */
  private static void signal(String name, Process origin) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    command.add(Long.toString(origin.pid()));
    origin.descendants().forEach(child -> command.add(Long.toString(child.pid())));
    int exit = new ProcessBuilder(command).start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + ": exit code " + exit);
    }
  }
}
