package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Named;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Ref;
import dev.crossfade.config.value.DateWindow;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.WeeklyWindow;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plan by which a unit's exposure grows. */
public record Rollout(
    @Doc("Who answers for it.") @Nullable String owner,
    @Doc("Units that must be complete before this one starts.") @Ref("units") List<String> after,
    @Doc("auto: by itself when gates pass. manual: an operator advances; gates still roll back.")
        @Default("auto")
        Advance advance,
    @Doc("The steps, each larger than the one before.") @NotEmpty List<Stage> stages,
    @Doc("When it does not advance; a rollback always works.") Freeze freeze,
    @Doc("What must hold for it to advance.") List<Gate> gates,
    @Doc("How it goes back.") Rollback rollback)
    implements Checked {

  public Rollout {
    after = List.copyOf(after);
    stages = List.copyOf(stages);
    gates = List.copyOf(gates);
  }

  @Override
  public void check(Complaints complaints) {
    for (int i = 1; i < stages.size(); i++) {
      Share before = stages.get(i - 1).percent();
      if (stages.get(i).percent().compareTo(before) <= 0) {
        complaints
            .at("stages")
            .at(i)
            .at("percent")
            .problem(stages.get(i).percent() + " (expected: more than " + before + " before it)");
      }
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      if (!names.add(gate.label())) {
        complaints
            .at("gates")
            .at(i)
            .problem("\"" + gate.label() + "\" is there twice (expected: a name of its own)");
      }
      for (Share stage : gate.policy().stages()) {
        if (stages.stream().noneMatch(s -> s.percent().equals(stage))) {
          complaints
              .at("gates")
              .at(i)
              .at(gate.kind())
              .at("stages")
              .problem(
                  stage
                      + " is no stage (expected: of "
                      + stages.stream().map(Stage::percent).toList()
                      + ")");
        }
      }
    }
  }

  /** Who moves it on. */
  public enum Advance {
    AUTO,
    MANUAL
  }

  /** One step. */
  public record Stage(
      @Doc("The exposure.") Share percent,
      @Doc("How long it holds at least.") @Range(min = "0s", max = "365d") Duration hold)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if (percent.equals(Share.NONE)) {
        complaints.at("percent").problem("0% (expected: a stage that exposes somebody)");
      }
    }
  }

  /** When it does not advance. */
  public record Freeze(
      @Doc("The zone that the times below are meant in.") @Default("UTC") ZoneId timezone,
      @Doc("Parts of every week.") List<WeeklyWindow> weekly,
      @Doc("Days, both included.") List<DateWindow> dates) {}

  /** How it goes back. */
  public record Rollback(
      @Doc("0%, or previous: the stage before.")
          @Default("0%")
          @Matches(value = "0%|previous", expected = "0% or previous")
          String to,
      @Doc("How long after completion a rollback is still offered.")
          @Default("30d")
          @Range(min = "0s", max = "3650d")
          Duration window,
      @Doc("What a rollback undoes.") List<String> reverts,
      @Doc("What a rollback cannot undo and needs a fix forward.") List<String> forwardFixes,
      @Doc("Who decides.") @Nullable String decider,
      @Doc("Webhooks that are told.") @Named("notify") List<URI> webhooks) {}
}
