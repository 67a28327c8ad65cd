package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.CheckedInParts;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Named;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Ref;
import dev.crossfade.config.shape.Secret;
import dev.crossfade.config.value.DateWindow;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.WeeklyWindow;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    implements CheckedInParts {

  public Rollout {
    after = List.copyOf(after);
    stages = List.copyOf(stages);
    gates = List.copyOf(gates);
  }

  @Override
  public void check(Complaints complaints) {
    if (complaints.isRead("stages")) {
      checkStages(complaints.at("stages"));
    }
    if (complaints.isRead("gates")) {
      checkGates(complaints);
    }
  }

  private void checkStages(Complaints complaints) {
    for (int i = 1; i < stages.size(); i++) {
      Share before = stages.get(i - 1).percent();
      if (stages.get(i).percent().compareTo(before) <= 0) {
        complaints
            .at(i)
            .at("percent")
            .problem(stages.get(i).percent() + " (expected: more than " + before + " before it)");
      }
    }
  }

  private void checkGates(Complaints complaints) {
    Set<Share> percents = new LinkedHashSet<>();
    stages.forEach(stage -> percents.add(stage.percent()));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      Complaints here = complaints.at("gates").at(i);
      if (!names.add(gate.label())) {
        here.problem(
            "\"%s\" is there twice (expected: %s)"
                .formatted(
                    gate.label(),
                    gate.label().equals(gate.kind()) ? "one such gate" : "a name of its own"));
      }
      if (complaints.isRead("stages")) {
        checkStagesOf(gate, percents, here.at(gate.kind()).at("stages"));
      }
    }
  }

  private static void checkStagesOf(Gate gate, Set<Share> percents, Complaints complaints) {
    List<Share> asked = gate.policy().stages();
    for (int i = 0; i < asked.size(); i++) {
      if (!percents.contains(asked.get(i))) {
        String stages =
            percents.stream().limit(20).map(Share::toString).collect(Collectors.joining(", "));
        complaints.at(i).problem(asked.get(i) + " is no stage (expected: one of " + stages + ")");
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
      @Doc("Webhooks that are told.") @Named("notify") @Secret List<URI> webhooks) {}
}
