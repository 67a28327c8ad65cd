package dev.crossfade.deploy.rollout;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.value.Share;
import dev.crossfade.deploy.cli.ByConfig;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.rehearsal.Fault;
import dev.crossfade.rollout.rehearsal.Rehearsal;
import dev.crossfade.rollout.rehearsal.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code rehearse}: a game day on a virtual clock. */
@Command(
    name = "rehearse",
    description = {
      "A game day on a virtual clock: plays the plan of a unit against two simulated storefronts,",
      "breaks next in the middle of a stage, and shows which gate acted after how many requests."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade rehearse",
      "  crossfade rehearse --unit catalog --fault sessions --rate 5",
      "  crossfade rehearse --fault errors --at 50%% --start 2026-12-17T06:00:00Z",
      "",
      "Exit codes: 0 every fault was caught and nothing raised a false alarm, 1 not so,",
      "2 a problem of the configuration, or no unit has a rollout."
    },
    mixinStandardHelpOptions = true)
public final class RehearseCommand extends ByConfig {
  @Option(
      names = "--unit",
      description = "One unit (default: every unit with a rollout, one after the other).",
      paramLabel = "U")
  private @Nullable String unit;

  @Option(
      names = "--fault",
      description = "One of ${COMPLETION-CANDIDATES} (default: all, one after the other).",
      paramLabel = "F",
      converter = FaultName.class,
      completionCandidates = FaultName.Names.class)
  private @Nullable Fault fault;

  @Option(
      names = "--at",
      description = "The stage in whose middle the fault begins (default: the second).",
      paramLabel = "SHARE")
  private @Nullable String at;

  @Option(
      names = "--rate",
      description = "Requests of the unit a second (default: ${DEFAULT-VALUE}).",
      paramLabel = "N",
      defaultValue = "" + Rehearsal.DEFAULT_RATE)
  private double rate;

  @Option(
      names = "--seed",
      description = "Of chance: the same has the same outcome (default: ${DEFAULT-VALUE}).",
      paramLabel = "N",
      defaultValue = "" + Rehearsal.DEFAULT_SEED)
  private long seed;

  @Option(
      names = "--start",
      description = "When it begins, such as 2026-12-17T06:00:00Z (default: now).",
      paramLabel = "TIME")
  private @Nullable Instant start;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  RehearseCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  protected int run(Config config) {
    List<Rehearsal> rehearsals;
    try {
      rehearsals = rehearsals(config);
    } catch (IllegalArgumentException e) {
      complain(file() + ": " + e.getMessage());
      return Exit.PROBLEM;
    }
    List<Report> reports = quietly(rehearsals);
    boolean good = reports.stream().allMatch(Report::isGood);
    if (json) {
      say(JsonMapper.shared().writeValueAsString(RehearsalJson.of(reports, good)));
    } else {
      RehearsalText.to(streams().out()).print(reports);
    }
    return good ? Exit.OK : Exit.FINDINGS;
  }

  private List<Rehearsal> rehearsals(Config config) {
    List<String> planned =
        config.units().stream().filter(each -> each.rollout() != null).map(Unit::name).toList();
    if (planned.isEmpty()) {
      throw new IllegalArgumentException("no unit has a rollout (expected: a unit with one)");
    }
    if (unit != null && !planned.contains(unit)) {
      String wrong = config.unit(unit).isPresent() ? " has no rollout" : " is not defined";
      throw new IllegalArgumentException(
          "--unit " + unit + wrong + Suggestion.of(unit, planned, "a unit with a rollout"));
    }
    if (at != null && !at.matches(Share.PATTERN)) {
      throw new IllegalArgumentException("--at " + at + " (expected: a stage such as 25%)");
    }
    Share stage = at == null ? null : Share.parse(at);
    Instant from = start == null ? Instant.now() : start;
    List<Rehearsal> all = new ArrayList<>();
    for (String name : unit == null ? planned : List.of(unit)) {
      for (Fault each : fault == null ? List.of(Fault.values()) : List.of(fault)) {
        all.add(new Rehearsal(config, name, each, rate, seed, from, stage));
      }
    }
    return all;
  }

  /** What a rollout logs of its moves did not happen to this shop. */
  private static List<Report> quietly(List<Rehearsal> rehearsals) {
    if (!(LoggerFactory.getLogger(Rollouts.class.getPackageName()) instanceof Logger log)) {
      return rehearsals.stream().map(Rehearsal::play).toList();
    }
    Level before = log.getLevel();
    log.setLevel(log.isDebugEnabled() ? before : Level.WARN);
    try {
      return rehearsals.stream().map(Rehearsal::play).toList();
    } finally {
      log.setLevel(before);
    }
  }
}
