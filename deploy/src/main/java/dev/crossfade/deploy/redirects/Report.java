package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Severity;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectProblem;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Problems as people read them: the worst first, and of one kind not more than one can read. */
final class Report {
  private static final int MOST_OF_A_RULE = 50;

  private final PrintStream out;
  private final boolean coloured;

  private Report(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Coloured when it goes to somebody's terminal. */
  static Report to(PrintStream out) {
    return new Report(out, out.equals(System.out) && CommandLine.Help.Ansi.AUTO.enabled());
  }

  void print(List<RedirectProblem> sorted) {
    Map<String, Integer> seen = new HashMap<>();
    String last = "";
    for (RedirectProblem problem : sorted) {
      if (!problem.rule().equals(last)) {
        more(last, seen);
        last = problem.rule();
      }
      if (seen.merge(problem.rule(), 1, Integer::sum) <= MOST_OF_A_RULE) {
        out.println(line(problem));
      }
    }
    more(last, seen);
  }

  private void more(String rule, Map<String, Integer> seen) {
    int more = seen.getOrDefault(rule, 0) - MOST_OF_A_RULE;
    if (more > 0) {
      out.println("… and " + more + " more of " + rule + " (--json tells them all)");
    }
  }

  private String line(RedirectProblem problem) {
    String severity = problem.severity().name().toLowerCase(Locale.ROOT);
    String what =
        problem.source().isEmpty()
            ? ""
            : " "
                + Excerpt.of(problem.source())
                + (problem.target().isEmpty() ? "" : " -> " + Excerpt.of(problem.target()));
    return paint(problem.severity(), severity)
        + " "
        + problem.rule()
        + " "
        + problem.file()
        + ":"
        + problem.line()
        + what
        + ": "
        + problem.message();
  }

  private String paint(Severity severity, String text) {
    if (!coloured) {
      return text;
    }
    String colour =
        switch (severity) {
          case CRITICAL -> "31";
          case MAJOR -> "33";
          case MINOR -> "36";
        };
    return "\033[" + colour + "m" + text + "\033[0m";
  }

  /** {@code 3 problems: 1 critical, 2 major}. */
  static String summary(List<RedirectProblem> problems) {
    if (problems.isEmpty()) {
      return "no problems";
    }
    EnumMap<Severity, Integer> counts = new EnumMap<>(Severity.class);
    problems.forEach(problem -> counts.merge(problem.severity(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (severity, count) -> parts.add(count + " " + severity.name().toLowerCase(Locale.ROOT)));
    return count(problems.size(), "problem") + ": " + String.join(", ", parts);
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
