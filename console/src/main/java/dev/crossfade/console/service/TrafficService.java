package dev.crossfade.console.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what visitors were answered over time, as far as this process remembers. Called on threads
 * that may block.
 */
public interface TrafficService {
  /**
   * The figures of the last while.
   *
   * @param unit null: of all units together
   */
  Flow traffic(Span span, Split by, @Nullable String unit);

  /** Since when this process remembers. */
  Instant trafficSince();

  /** How far back, and how finely. */
  enum Span {
    QUARTER_HOUR("15m", Duration.ofMinutes(15), Duration.ofSeconds(5)),
    HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(1)),
    SIX_HOURS("6h", Duration.ofHours(6), Duration.ofMinutes(1)),
    DAY("24h", Duration.ofHours(24), Duration.ofMinutes(10)),
    WEEK("7d", Duration.ofDays(7), Duration.ofMinutes(10));

    /** What {@link #parse} takes, for whoever wrote something else. */
    public static final String EXPECTED =
        Arrays.stream(values()).map(Span::word).collect(Collectors.joining(", "));

    private final String word;
    private final Duration length;
    private final Duration step;

    Span(String word, Duration length, Duration step) {
      this.word = word;
      this.length = length;
      this.step = step;
    }

    /** Empty: that is none. */
    public static Optional<Span> parse(String word) {
      return Arrays.stream(values()).filter(span -> span.word.equals(word)).findFirst();
    }

    public String word() {
      return word;
    }

    public Duration length() {
      return length;
    }

    public Duration step() {
      return step;
    }
  }

  /** What requests are told apart by. */
  enum Split {
    /** The backend that answered, whoever was sent there and why. */
    BACKEND,
    /** The arm of a unit, which only visitors are in whom the exposure sent. */
    ARM
  }

  /**
   * Figures over time, one for each step; the last is of the step under way.
   *
   * @param since what was before is not known
   * @param from when the first step began
   * @param marks exposures that changed meanwhile
   */
  record Flow(Instant since, Instant from, Duration step, List<Line> lines, List<Mark> marks) {
    public Flow {
      lines = List.copyOf(lines);
      marks = List.copyOf(marks);
    }

    /** When each step began. */
    public List<Instant> times() {
      int count = lines.isEmpty() ? 0 : lines.getFirst().requests().size();
      return IntStream.range(0, count).mapToObj(i -> from.plus(step.multipliedBy(i))).toList();
    }
  }

  /**
   * The figures of one backend or arm. NaN: not known; of shares and latencies also: there was no
   * request.
   *
   * @param requests in a second
   * @param errors which share of them went wrong, in percent
   * @param p50 until the first byte of the answer, in milliseconds; half of them took no longer
   * @param p95 the same of all but a twentieth
   * @param total requests over all
   * @param failed how many of them went wrong
   */
  record Line(
      String name,
      List<Double> requests,
      List<Double> errors,
      List<Double> p50,
      List<Double> p95,
      long total,
      long failed) {
    public Line {
      requests = List.copyOf(requests);
      errors = List.copyOf(errors);
      p50 = List.copyOf(p50);
      p95 = List.copyOf(p95);
    }
  }

  /**
   * A unit that another share of visitors went to next from then on.
   *
   * @param exposure in percent
   */
  record Mark(Instant at, String unit, double exposure) {}
}
