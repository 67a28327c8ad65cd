package dev.crossfade.deploy.audit;

import dev.crossfade.config.model.Severity;
import dev.crossfade.config.value.Durations;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** An audit's outcome as people read it in a terminal. */
final class AuditText {
  private final PrintStream out;
  private final boolean coloured;

  private AuditText(PrintStream out) {
    this.out = out;
    this.coloured = out.equals(System.out) && CommandLine.Help.Ansi.AUTO.enabled();
  }

  static void print(AuditReport report, Summary summary, PrintStream out) {
    new AuditText(out).print(report, summary);
  }

  private void print(AuditReport report, Summary summary) {
    out.println(report.title() + ": " + shown(report.subject()));
    for (Summary.Line line : summary.lines()) {
      out.println();
      out.println(
          "%s %s %s: %,d"
              .formatted(
                  paint(line.severity()), line.rule().id(), line.rule().title(), line.count()));
      line.examples().forEach(this::example);
      long more = line.count() - line.examples().size();
      if (more > 0) {
        out.println("  … and %,d more".formatted(more));
      }
    }
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(note -> out.println(shown(note)));
    }
    out.println();
    out.println(
        "%,d checked in %s, %s".formatted(report.checked(), took(report.took()), counts(summary)));
  }

  private void example(Finding finding) {
    out.println("  " + shown(finding.url()) + ": " + shown(finding.message()));
  }

  private static String took(Duration took) {
    return took.toSeconds() < 1
        ? "less than a second"
        : Durations.print(Duration.ofSeconds(took.toSeconds()));
  }

  /** {@code 3 findings: 1 critical, 2 major}. */
  private static String counts(Summary summary) {
    if (summary.total() == 0) {
      return "nothing wrong";
    }
    List<String> parts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      if (summary.of(severity) > 0) {
        parts.add("%,d %s".formatted(summary.of(severity), name(severity)));
      }
    }
    return "%,d finding%s: %s"
        .formatted(summary.total(), summary.total() == 1 ? "" : "s", String.join(", ", parts));
  }

  private static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private String paint(Severity severity) {
    if (!coloured) {
      return name(severity);
    }
    String colour =
        switch (severity) {
          case CRITICAL -> "31";
          case MAJOR -> "33";
          case MINOR -> "36";
        };
    return "\033[" + colour + "m" + name(severity) + "\033[0m";
  }

  /** What comes from a site may hold what steers a terminal. */
  private static String shown(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      '\ufffd';
                  default -> c;
                })
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
