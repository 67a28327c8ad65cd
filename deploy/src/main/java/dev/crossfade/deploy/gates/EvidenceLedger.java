package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Severity;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.VisitorSlots;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was read of one stage, by gateway: of each count the most that was ever seen, since a
 * process only counts upwards. So an answer that is late, comes twice or lacks a gateway that is
 * gone takes nothing back. One thread at a time.
 */
final class EvidenceLedger {
  /** Of one process; all that identifies a count. */
  private record Key(String gateway, String arm, String of, String name, String what) {}

  private final Map<Key, Long> counts = new HashMap<>();
  private final VisitorSlots visitors = new VisitorSlots();

  void take(Series series, String where) throws NoAnswer {
    Key key =
        new Key(
            series.label("gateway"),
            series.label("arm"),
            series.label("of"),
            series.label("name"),
            series.label("what"));
    if (key.of.equals("latencies")) {
      number(key.what, Latencies.CLASSES, where);
    }
    counts.merge(key, series.count(where), Math::max);
  }

  void takeVisitors(Series series, String where) throws NoAnswer {
    int word = number(series.label("word"), VisitorSlots.WORDS, where);
    visitors.join(word, series.count(where));
  }

  private static int number(String text, int end, String where) throws NoAnswer {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number < end) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new NoAnswer(where + " answered evidence that is not a gateway's", e);
    }
    throw new NoAnswer(where + " answered evidence " + text + " (expected: 0.." + (end - 1) + ")");
  }

  /** All gateways together. */
  Arms arms() {
    Sums legacy = new Sums();
    Sums next = new Sums();
    Sums both = new Sums();
    counts.forEach(
        (key, count) -> {
          Sums sums =
              switch (key.arm) {
                case "legacy" -> legacy;
                case "next" -> next;
                default -> both;
              };
          sums.add(key, count);
        });
    Map<Severity, Tally> parity = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      parity.put(severity, both.tally("pages", severity.name().toLowerCase(Locale.ROOT)));
    }
    return new Arms(legacy.arm(visitors, false), next.arm(visitors, true), parity);
  }

  /** Of one arm. */
  private static final class Sums {
    private final Map<String, Map<String, Tally>> tallies = new HashMap<>();
    private final Map<Integer, Long> latencies = new HashMap<>();

    void add(Key key, long count) {
      if (key.of.equals("latencies")) {
        latencies.merge(Integer.parseInt(key.what), count, Long::sum);
        return;
      }
      Tally tally = new Tally(count, key.what.equals("bad") ? count : 0);
      tallies
          .computeIfAbsent(key.of, _ -> new HashMap<>())
          .merge(
              key.name,
              tally,
              (one, other) -> new Tally(one.all() + other.all(), one.bad() + other.bad()));
    }

    Tally tally(String of, String name) {
      return of(of).getOrDefault(name, Tally.NONE);
    }

    private Map<String, Tally> of(String of) {
      return tallies.getOrDefault(of, Map.of());
    }

    Arm arm(VisitorSlots visitors, boolean next) {
      return new Arm(
          tally("answers", ""),
          Latencies.of(latencies),
          of("checkouts"),
          of("sessions"),
          tally("crawls", ""),
          visitors.of(next));
    }
  }
}
