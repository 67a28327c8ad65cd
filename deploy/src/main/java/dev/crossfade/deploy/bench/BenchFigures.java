package dev.crossfade.deploy.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All measurements of a run, and what they come to. Ratios are taken within a round, where the
 * machine was the same for all, before their median is.
 *
 * @param starts what each peer was like before the first round
 */
record BenchFigures(List<Run> runs, List<Start> starts) {
  BenchFigures {
    runs = List.copyOf(runs);
    starts = List.copyOf(starts);
  }

  /** What is measured; {@code up}: more is better. */
  enum Measure {
    REQUESTS("requests/s", true, 0),
    CPU("CPU µs/request", false, 1),
    KERNEL("of it in the kernel", false, 1),
    PER_CPU("requests/CPU second", true, 0),
    P50("p50 ms", false, 2),
    P99("p99 ms", false, 2);

    private final String title;
    private final boolean up;
    private final int digits;

    Measure(String title, boolean up, int digits) {
      this.title = title;
      this.up = up;
      this.digits = digits;
    }

    String title() {
      return title;
    }

    boolean isMoreBetter() {
      return up;
    }

    String write(double value) {
      return ("%,." + digits + "f").formatted(value);
    }

    private double of(Run run) {
      return switch (this) {
        case REQUESTS -> run.requestsPerSecond();
        case CPU -> run.cpuMicros();
        case KERNEL -> run.kernelMicros();
        case PER_CPU -> 1e6 / run.cpuMicros();
        case P50 -> run.p50Millis();
        case P99 -> run.p99Millis();
      };
    }

    private double better(double a, double b) {
      return up ? Math.max(a, b) : Math.min(a, b);
    }
  }

  /**
   * One peer in one round.
   *
   * @param core how much of its core the peer had or needed
   * @param compiling how much of its core the compilers of a JVM had
   */
  record Run(
      BenchPeer peer,
      int round,
      double requestsPerSecond,
      double p50Millis,
      double p99Millis,
      double cpuMicros,
      double kernelMicros,
      double core,
      double compiling,
      long requests,
      long errors) {
    static Run of(
        BenchPeer peer,
        int round,
        BenchClient.Seen seen,
        BenchStage.Cpu cpu,
        long compilers,
        double wallSeconds) {
      return new Run(
          peer,
          round,
          seen.requests() / seen.seconds(),
          seen.p50Millis(),
          seen.p99Millis(),
          seen.requests() == 0 ? Double.NaN : (double) cpu.micros() / seen.requests(),
          seen.requests() == 0 ? Double.NaN : (double) cpu.kernel() / seen.requests(),
          cpu.micros() / 1e6 / wallSeconds,
          compilers / 1e6 / wallSeconds,
          seen.requests(),
          seen.errors());
    }
  }

  /**
   * How a peer began.
   *
   * @param seconds from its start to its first answer
   * @param bytes of memory it had after its warm-up
   */
  record Start(BenchPeer peer, double seconds, long bytes) {
    String line() {
      return "%s: first answer %.1f s after its start, %,d MB after the warm-up"
          .formatted(peer.title(), seconds, bytes >> 20);
    }
  }

  /** A median and how far apart its values lie. */
  record Spread(double median, double min, double max) {
    static Spread of(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      int half = sorted.size() / 2;
      double median =
          sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
      return new Spread(median, sorted.getFirst(), sorted.getLast());
    }
  }

  /** Crossfade divided by others, the median over the rounds. */
  record Ratio(Spread toHaproxy, Spread toBetter) {}

  Spread spread(BenchPeer peer, Measure measure) {
    return Spread.of(of(peer).stream().map(measure::of).toList());
  }

  double core(BenchPeer peer) {
    return Spread.of(of(peer).stream().map(Run::core).toList()).median();
  }

  /** Whether slow answers go together with what was compiled on the same core. */
  String compiling() {
    return of(BenchPeer.CROSSFADE).stream()
        .map(run -> "%.2f (%.0f %%)".formatted(run.p99Millis(), 100 * run.compiling()))
        .collect(
            Collectors.joining(", ", "Crossfade's p99 in ms, and what its compilers had: ", ""));
  }

  long errors() {
    return runs.stream().mapToLong(Run::errors).sum();
  }

  long errors(BenchPeer peer) {
    return of(peer).stream().mapToLong(Run::errors).sum();
  }

  private List<Run> of(BenchPeer peer) {
    return runs.stream().filter(run -> run.peer() == peer).toList();
  }

  Ratio ratio(Measure measure) {
    List<Double> toHaproxy = new ArrayList<>();
    List<Double> toBetter = new ArrayList<>();
    for (Run ours : of(BenchPeer.CROSSFADE)) {
      double own = measure.of(ours);
      double haproxy = value(BenchPeer.HAPROXY, ours.round(), measure);
      double nginx = value(BenchPeer.NGINX, ours.round(), measure);
      toHaproxy.add(own / haproxy);
      toBetter.add(own / measure.better(haproxy, nginx));
    }
    return new Ratio(Spread.of(toHaproxy), Spread.of(toBetter));
  }

  private double value(BenchPeer peer, int round, Measure measure) {
    return of(peer).stream()
        .filter(run -> run.round() == round)
        .mapToDouble(measure::of)
        .findFirst()
        .orElseThrow();
  }

  Map<Measure, Ratio> ratios() {
    Map<Measure, Ratio> ratios = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      ratios.put(measure, ratio(measure));
    }
    return ratios;
  }

  Map<BenchPeer, Map<Measure, Spread>> summary() {
    Map<BenchPeer, Map<Measure, Spread>> summary = new EnumMap<>(BenchPeer.class);
    for (BenchPeer peer : BenchPeer.values()) {
      Map<Measure, Spread> spreads = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        spreads.put(measure, spread(peer, measure));
      }
      summary.put(peer, spreads);
    }
    return summary;
  }
}
