package dev.crossfade.deploy.rollout;

import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.rehearsal.Alarm;
import dev.crossfade.rollout.rehearsal.Rehearsal;
import dev.crossfade.rollout.rehearsal.Report;
import dev.crossfade.rollout.rehearsal.WayBack;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Reports as people read them: a table for each unit, below each line what decided it. */
final class RehearsalText {
  private static final String ROW = "  %-8s  %-11s  %-12s  %8s  %10s  %8s  %s";

  private final PrintStream out;
  private final boolean coloured;

  private RehearsalText(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Coloured when it goes to somebody's terminal. */
  static RehearsalText to(PrintStream out) {
    return new RehearsalText(out, out.equals(System.out) && CommandLine.Help.Ansi.AUTO.enabled());
  }

  void print(List<Report> reports) {
    String unit = "";
    List<String> notes = List.of();
    for (Report report : reports) {
      Rehearsal script = report.rehearsal();
      if (!script.unit().equals(unit)) {
        notes(notes);
        unit = script.unit();
        notes = report.notes();
        head(script);
      }
      row(report);
    }
    notes(notes);
    long bad = reports.stream().filter(report -> !report.isGood()).count();
    out.println();
    out.println(
        bad == 0
            ? paint("32", "all " + reports.size() + " went as they should")
            : paint("31", bad + " of " + reports.size() + " did not go as they should"));
  }

  private void head(Rehearsal script) {
    out.println();
    out.println(
        script.unit()
            + ": "
            + number(script.rate())
            + " requests/s, seed "
            + script.seed()
            + ", from "
            + script.start());
    out.println(
        String.format(
                Locale.ROOT, ROW, "fault", "exposure", "gate", "requests", "after", "visitors", "")
            .stripTrailing());
  }

  /** Requests are those of next since the fault began; visitors those who met with it. */
  private void row(Report report) {
    Alarm alarm = report.alarm();
    boolean broke = report.faultBegan() != null;
    out.println(
        String.format(
            Locale.ROOT,
            ROW,
            report.rehearsal().fault().text(),
            exposure(report),
            alarm == null ? "-" : alarm.gate(),
            broke ? count(alarm == null ? report.requests() : alarm.requests()) : "-",
            broke && alarm != null ? time(alarm.after()) : "-",
            broke ? count(alarm == null ? report.visitors() : alarm.visitors()) : "-",
            result(report)));
    out.println("            " + report.sentence());
    WayBack back = report.wayBack();
    if (back != null && !back.holds()) {
      out.println("            " + paint("31", "the way back: ") + wrong(back));
    }
  }

  /** Where the fault began, and how far it came until a gate acted or the end. */
  private static String exposure(Report report) {
    if (report.faultBegan() == null) {
      return "-";
    }
    Alarm alarm = report.alarm();
    int began = report.faultBasisPoints();
    int came = alarm == null ? report.basisPoints() : alarm.basisPoints();
    return came == began ? share(began) : share(began) + " to " + share(came);
  }

  private String result(Report report) {
    String end = report.state().text() + " at " + share(report.basisPoints());
    String colour = report.outcome().isGood() ? "32" : "31";
    String text = report.outcome().text().replace('-', ' ');
    String word = report.outcome().isGood() ? text : text.toUpperCase(Locale.ROOT);
    return paint(colour, word) + ", " + end;
  }

  private static String wrong(WayBack back) {
    if (back.refused() != null) {
      return "refused: " + back.refused();
    }
    List<String> wrong = new ArrayList<>();
    if (back.reached() != back.wanted()) {
      wrong.add(share(back.reached()) + " (expected: " + share(back.wanted()) + ")");
    }
    wrong.add("took " + time(back.took()));
    if (!back.journalled()) {
      wrong.add("it is not in the journal");
    }
    if (!back.restarts()) {
      wrong.add("after a restart the rollout stands elsewhere");
    }
    return String.join(", ", wrong);
  }

  private void notes(List<String> notes) {
    notes.forEach(note -> out.println("  " + note));
  }

  private String paint(String colour, String text) {
    return coloured ? "\033[" + colour + "m" + text + "\033[0m" : text;
  }

  private static String share(int basisPoints) {
    return new Share(basisPoints).toString();
  }

  private static String time(Duration time) {
    return Durations.print(Duration.ofSeconds(time.toSeconds()));
  }

  private static String count(long count) {
    return Long.toString(count);
  }

  private static String number(double rate) {
    return rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
  }
}
