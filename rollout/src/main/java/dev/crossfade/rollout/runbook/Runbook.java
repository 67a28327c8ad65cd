package dev.crossfade.rollout.runbook;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Advance;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.runbook.Block.Command;
import dev.crossfade.rollout.runbook.Block.Commands;
import dev.crossfade.rollout.runbook.Block.Heading;
import dev.crossfade.rollout.runbook.Block.Paragraph;
import dev.crossfade.rollout.runbook.Block.Points;
import dev.crossfade.rollout.runbook.Block.Table;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rollout of one unit as a document: what will happen when, what stops it, and the commands for
 * each moment, so that nobody has to look them up at three in the morning.
 */
public record Runbook(String title, List<Block> blocks) {
  public Runbook {
    blocks = List.copyOf(blocks);
  }

  /**
   * The document for a start at a moment.
   *
   * @throws IllegalArgumentException if the unit has no rollout
   */
  public static Runbook of(Unit unit, Instant from) {
    Rollout plan = unit.rollout();
    if (plan == null) {
      throw new IllegalArgumentException(
          "unit " + unit.name() + " has no rollout (expected: a unit with one)");
    }
    return new Runbook("Rollout of " + unit.name(), new Pages(unit.name(), plan, from).write());
  }

  /** The sections, one method each. */
  private static final class Pages {
    private final String unit;
    private final Rollout plan;
    private final Calendar calendar;
    private final List<Block> blocks = new ArrayList<>();

    Pages(String unit, Rollout plan, Instant from) {
      this.unit = unit;
      this.plan = plan;
      this.calendar = new Calendar(plan, from);
    }

    List<Block> write() {
      people();
      stages();
      freezes();
      gates();
      back();
      commands();
      return blocks;
    }

    private void people() {
      List<String> points = new ArrayList<>();
      points.add("Owner: " + named(plan.owner(), "rollout.owner"));
      points.add("Decides on a rollback: " + named(plan.rollback().decider(), "rollback.decider"));
      if (!plan.after().isEmpty()) {
        points.add("Starts after these units are complete: " + String.join(", ", plan.after()));
      }
      points.add(
          plan.advance() == Advance.AUTO
              ? "Advances by itself when the hold is over and all gates pass"
              : "Advances when an operator says so; gates hold it and roll it back all the same");
      if (!plan.rollback().webhooks().isEmpty()) {
        points.add(
            "Told of every step: "
                + plan.rollback().webhooks().stream()
                    .map(URI::getHost)
                    .collect(Collectors.joining(", ")));
      }
      blocks.add(new Points(points));
    }

    private void stages() {
      blocks.add(new Heading("Stages"));
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < plan.stages().size(); i++) {
        Stage stage = plan.stages().get(i);
        rows.add(
            List.of(
                Integer.toString(i + 1),
                stage.percent().toString(),
                Durations.print(stage.hold()),
                calendar.print(calendar.start(i))));
      }
      blocks.add(
          new Table(List.of("Stage", "Exposure", "Holds for", "Begins at the earliest"), rows));
      Share last = plan.stages().getLast().percent();
      blocks.add(
          new Paragraph(
              last.equals(Share.ALL)
                  ? "Complete at the earliest: " + calendar.print(calendar.end()) + "."
                  : "The plan ends at "
                      + last
                      + ": the rollout is never complete until it has a stage of 100%."));
    }

    private void freezes() {
      blocks.add(new Heading("Freezes"));
      if (plan.freeze().weekly().isEmpty() && plan.freeze().dates().isEmpty()) {
        blocks.add(new Paragraph("None: it advances at any hour of any day."));
        return;
      }
      List<String> windows = new ArrayList<>();
      plan.freeze().weekly().forEach(window -> windows.add("every week, " + window));
      plan.freeze().dates().forEach(window -> windows.add(window + ", both days included"));
      blocks.add(
          new Paragraph(
              "It does not advance in these times ("
                  + plan.freeze().timezone()
                  + "): "
                  + String.join("; ", windows)
                  + ". A rollback always works."));
      blocks.add(
          new Table(
              List.of("Frozen from", "until"),
              calendar.freezes().stream()
                  .map(span -> List.of(calendar.print(span.from()), calendar.print(span.until())))
                  .toList()));
    }

    private void gates() {
      blocks.add(new Heading("Gates"));
      if (plan.gates().isEmpty()) {
        blocks.add(new Paragraph("None: only time and people stop it."));
        return;
      }
      blocks.add(
          new Paragraph(
              "All gates of a stage must pass before it advances. Next is compared with what legacy"
                  + " does for other visitors of the unit at the same time."));
      blocks.add(
          new Table(
              List.of("Gate", "Passes when", "At stages", "A fail"),
              plan.gates().stream()
                  .map(
                      gate ->
                          List.of(
                              gate.label(),
                              GateWords.asks(gate),
                              GateWords.stages(gate),
                              GateWords.trigger(gate)))
                  .toList()));
    }

    private void back() {
      blocks.add(new Heading("Going back"));
      String to =
          plan.rollback().to().equals("previous")
              ? "to the stage before; a second one goes to 0%"
              : "to 0%: legacy serves the unit";
      blocks.add(
          new Paragraph(
              "A rollback goes "
                  + to
                  + ". It takes effect at once, works in a freeze and without the journal, and is"
                  + " offered for "
                  + Durations.print(plan.rollback().window())
                  + " after completion."));
      blocks.add(new Paragraph("It reverts:"));
      blocks.add(new Points(orNothing(plan.rollback().reverts(), "rollback.reverts")));
      blocks.add(new Paragraph("It does not revert, and these need a fix forward:"));
      blocks.add(new Points(orNothing(plan.rollback().forwardFixes(), "rollback.forwardFixes")));
    }

    private void commands() {
      blocks.add(new Heading("Commands"));
      List<Command> commands = new ArrayList<>();
      commands.add(command("See where it stands and what it waits for", "status", ""));
      commands.add(command("Start", "start", " --reason \"…\""));
      commands.add(command("Go to the next stage now", "advance", " --reason \"…\""));
      commands.add(command("Stay at this stage", "hold", " --reason \"…\""));
      commands.add(command("Go on", "resume", " --reason \"…\""));
      commands.add(command("Go back, as planned above", "rollback", " --reason \"…\""));
      commands.add(command("Go back to legacy alone", "rollback", " --to 0% --reason \"…\""));
      commands.add(command("Give up", "abort", " --reason \"…\""));
      for (Gate gate : plan.gates()) {
        if (gate instanceof Gate.Manual) {
          commands.add(
              command(
                  "Approve " + gate.label(), "approve", " " + gate.label() + " --reason \"…\""));
        }
      }
      blocks.add(new Commands(commands));
    }

    private Command command(String purpose, String verb, String options) {
      return new Command(purpose, "crossfade rollout " + verb + " " + unit + options);
    }

    private static String named(@Nullable String somebody, String key) {
      return somebody == null ? "nobody is named (" + key + ")" : somebody;
    }

    private static List<String> orNothing(List<String> points, String key) {
      return points.isEmpty() ? List.of("nothing is named (" + key + ")") : points;
    }
  }
}
