package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.Past;
import dev.crossfade.console.service.RolloutService.Turn;
import dev.crossfade.console.service.RolloutService.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happened to a rollout, newest first: what the journal has, and between it what gates said
 * while this process looked.
 *
 * @param older the number to go on from; 0: there is nothing older
 * @param began since when it is known what gates said
 */
public record Story(List<Line> lines, long older, Instant began) {
  /** How many entries of the journal a page shows. */
  static final int ENTRIES = 15;

  private static final int TURNS = 20;
  private static final Duration BEGINNING = Duration.ofSeconds(3);

  public Story {
    lines = List.copyOf(lines);
  }

  /**
   * One thing that happened.
   *
   * @param kind pass, hold, fail or minor
   * @param word it in a word
   * @param text it in a sentence
   * @param reason why, in the words of who did it; may be empty
   * @param overrode what stood against it
   */
  public record Line(
      Instant at, String kind, String word, String text, String reason, List<String> overrode) {
    public Line {
      overrode = List.copyOf(overrode);
    }
  }

  static Story of(List<Past> entries, Turns turns, boolean newest) {
    List<Line> lines = new ArrayList<>();
    entries.forEach(entry -> lines.add(line(entry)));
    if (newest) {
      Instant oldest = entries.size() < ENTRIES ? Instant.MIN : entries.getLast().at();
      turns.turns().stream()
          .filter(turn -> turn.at().isAfter(oldest) && !isOnlyABeginning(turn, entries))
          .limit(TURNS)
          .forEach(turn -> lines.add(line(turn)));
      lines.sort(Comparator.comparing(Line::at).reversed());
    }
    return new Story(lines, entries.size() < ENTRIES ? 0 : entries.getLast().seq(), turns.began());
  }

  /** That there is not enough evidence yet is how every stage begins. */
  private static boolean isOnlyABeginning(Turn turn, List<Past> entries) {
    return turn.verdict().equals("hold")
        && (turn.before() == null
            || entries.stream()
                .map(entry -> Duration.between(entry.at(), turn.at()))
                .anyMatch(after -> !after.isNegative() && after.compareTo(BEGINNING) < 0));
  }

  private static Line line(Turn turn) {
    String before = turn.before();
    return new Line(
        turn.at(),
        turn.verdict(),
        turn.gate(),
        (before == null ? "" : before + " → ") + turn.verdict(),
        Words.sentence(turn.gate(), turn.verdict(), turn.sentence()),
        List.of());
  }

  private static Line line(Past past) {
    String who = " by " + Need.who(past.actor());
    String moved = Words.percent(past.fromExposure()) + " → " + Words.percent(past.exposure());
    return switch (past.order()) {
      case "start" -> line(past, "minor", "start", "started at " + now(past) + who);
      case "advance" -> line(past, "pass", "advance", moved + who);
      case "complete" -> line(past, "pass", "complete", "completed" + who);
      case "hold" ->
          line(
              past,
              past.actor().startsWith("gate:") ? "fail" : "hold",
              "hold",
              "held at " + now(past) + who);
      case "resume" -> line(past, "minor", "resume", "resumed at " + now(past) + who);
      case "rollback" -> line(past, "fail", "rollback", moved + who);
      case "abort" -> line(past, "fail", "abort", moved + who);
      case "approve" -> line(past, "pass", "approve", "a gate was approved at " + now(past) + who);
      default -> line(past, "minor", past.order(), moved + who);
    };
  }

  private static String now(Past past) {
    return Words.percent(past.exposure());
  }

  private static Line line(Past past, String kind, String word, String text) {
    return new Line(past.at(), kind, word, text, past.reason(), past.overrode());
  }
}
