package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Who asks in a measurement, as one process on core 1. */
sealed interface BenchClient permits BenchWrk, BenchH2load, BenchAb {
  int CORE = 1;
  String COOKIE = "Cookie: cf_id=bench-4f2a9c1e7d";

  /**
   * What a client saw in one measurement.
   *
   * @param errors requests without a good answer, and answers that were too short
   */
  record Seen(long requests, double seconds, double p50Millis, double p99Millis, long errors) {}

  /** What it is called, and how it asks. */
  String title();

  Seen ask(URI url, int seconds) throws IOException, InterruptedException;

  /** The program that asks for this. */
  static String program(BenchWork work) {
    if (work.handshakes()) {
      return "ab";
    }
    return work.protocol() == BenchProtocol.H2_TLS ? "h2load" : "wrk";
  }

  static BenchClient on(BenchStage stage, BenchWork work) throws IOException {
    if (work.handshakes()) {
      return new BenchAb(stage, work);
    }
    return work.protocol() == BenchProtocol.H2_TLS
        ? new BenchH2load(stage, work)
        : BenchWrk.on(stage, work);
  }

  /** Runs a client to its end; what it said is in NAME.out of the stage's folder. */
  static void run(BenchStage stage, String name, List<String> command, int seconds)
      throws IOException, InterruptedException {
    Process process = stage.start(name, CORE, command);
    if (!process.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
      throw new IOException(name + " did not end within 30 s of its time");
    }
  }
}
