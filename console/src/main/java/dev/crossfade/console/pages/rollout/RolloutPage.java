package dev.crossfade.console.pages.rollout;

import static java.util.Objects.requireNonNull;

import dev.crossfade.console.service.RolloutService;
import dev.crossfade.console.service.RolloutService.GateState;
import dev.crossfade.console.service.RolloutService.Option;
import dev.crossfade.console.service.RolloutService.PlannedGate;
import dev.crossfade.console.service.RolloutService.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of one rollout shows.
 *
 * @param refused orders that are not offered, with the reasons
 * @param notAsked gates of the plan that are not asked at this stage
 * @param started when this run began; null: it never did, or that is no longer known
 * @param newest whether the history begins with the newest
 * @param open the form that is open; null: none
 * @param problem why that one was refused; null: it was not
 */
public record RolloutPage(
    Rollout rollout,
    String kind,
    String state,
    List<Need> needs,
    Track track,
    List<Form> forms,
    List<Option> refused,
    List<GateRow> gates,
    List<PlannedGate> notAsked,
    @Nullable Instant started,
    Story story,
    boolean newest,
    @Nullable Tried open,
    @Nullable String problem,
    Instant now) {

  public RolloutPage {
    needs = List.copyOf(needs);
    forms = List.copyOf(forms);
    refused = List.copyOf(refused);
    gates = List.copyOf(gates);
    notAsked = List.copyOf(notAsked);
  }

  /**
   * @param before where the history goes on; the largest number: at the newest
   */
  static RolloutPage of(
      RolloutService service,
      Rollout rollout,
      long before,
      @Nullable Tried open,
      @Nullable String problem) {
    Instant now = Instant.now();
    boolean newest = before == Long.MAX_VALUE;
    List<PlannedGate> planned = rollout.plan().gates();
    return new RolloutPage(
        rollout,
        kind(rollout, now),
        state(rollout),
        Need.of(rollout, now),
        Track.of(rollout, now),
        Forms.of(rollout),
        Forms.refused(rollout),
        rollout.gates().stream().map(gate -> row(service, rollout, gate)).toList(),
        planned.stream().filter(gate -> !isAsked(rollout, gate)).toList(),
        rollout.plan().stages().stream()
            .map(RolloutService.Stage::since)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        Story.of(
            service.past(rollout.unit(), before, Story.ENTRIES),
            service.turns(rollout.unit()),
            newest),
        newest,
        open,
        problem,
        now);
  }

  private static boolean isAsked(Rollout rollout, PlannedGate gate) {
    return rollout.gates().stream().anyMatch(state -> state.name().equals(gate.name()));
  }

  private static GateRow row(RolloutService service, Rollout rollout, GateState gate) {
    Optional<PlannedGate> planned =
        rollout.plan().gates().stream()
            .filter(other -> other.name().equals(gate.name()))
            .findFirst();
    RolloutService.Difference difference = gate.difference();
    return new GateRow(
        gate,
        Words.sentence(gate),
        difference == null ? null : Interval.of(difference, gate.verdict()),
        service.gateHistory(rollout.unit(), gate.name()).map(Plots::of).orElse(null),
        planned.map(PlannedGate::asks).orElse("visitors are parted as dialled"),
        planned.map(PlannedGate::onFail).orElse("hold"),
        rollout.orders().stream()
            .anyMatch(
                option ->
                    option.order().equals("approve")
                        && option.to().equals(gate.name())
                        && option.isPossible()),
        planned.map(PlannedGate::approved).orElse(null),
        link(rollout, gate));
  }

  private static GateRow.@Nullable Link link(Rollout rollout, GateState gate) {
    return switch (gate.kind()) {
      case "parity" -> new GateRow.Link("/findings?unit=" + rollout.unit(), "Findings");
      case "crawl" -> new GateRow.Link("/crawlers", "Crawlers");
      default -> null;
    };
  }

  /** In words, with the exposure where there is one. */
  static String state(Rollout rollout) {
    String at = " at " + Words.percent(rollout.exposure());
    return switch (rollout.state()) {
      case "running", "held" -> rollout.state() + at;
      case "rolled-back" ->
          rollout.exposure() == 0 ? "rolled back" : "rolled back to" + at.substring(3);
      default -> rollout.state();
    };
  }

  /** How that is to be taken: pass, hold, fail or minor. */
  static String kind(Rollout rollout, Instant now) {
    return switch (rollout.state()) {
      case "running" -> {
        Instant until = rollout.holdsUntil();
        boolean over = until == null || !until.isAfter(now);
        yield says(rollout, "fail") ? "fail" : over && says(rollout, "hold") ? "hold" : "pass";
      }
      case "held" -> "hold";
      case "completed" -> "pass";
      case "idle" -> "minor";
      default -> "fail";
    };
  }

  private static boolean says(Rollout rollout, String verdict) {
    return rollout.gates().stream().anyMatch(gate -> gate.verdict().equals(verdict));
  }

  /** Whether a form is open. */
  public boolean isOpen(Form form) {
    return open != null && open.order().equals(form.order()) && open.gate().equals(form.gate());
  }

  /** Whether the form that was refused is no longer offered, so that its problem stands alone. */
  public boolean isProblemAlone() {
    return problem != null && forms.stream().noneMatch(this::isOpen);
  }

  /** What was typed into a form that there is no longer. */
  public String typed() {
    return open == null ? "" : open.reason();
  }

  /** What was typed as a reason. */
  public String reason(Form form) {
    return open != null && isOpen(form) ? open.reason() : "";
  }

  /** Whether a target is chosen. */
  public boolean isChosen(Form form, Form.Target target) {
    boolean typed = open != null && isOpen(form) && !open.to().isEmpty();
    return typed ? requireNonNull(open).to().equals(target.to()) : target.usual();
  }

  public boolean isForced(Form form) {
    return open != null && isOpen(form) && open.force();
  }

  public boolean isFresh(Form form) {
    return open != null && isOpen(form) && open.freshSalt();
  }

  /** The page itself. */
  public String path() {
    return RolloutPages.path(rollout.unit());
  }

  /** The stages that a gate is asked at, in words. */
  public String stages(PlannedGate gate) {
    return gate.stages().stream().map(Words::percent).collect(Collectors.joining(", "));
  }

  /** Where a rollback leads that does not say where to. */
  public String usualTarget() {
    return rollout.orders().stream()
        .filter(option -> option.order().equals("rollback") && option.usual())
        .findFirst()
        .filter(option -> !option.to().equals("0%"))
        .map(option -> "next serves " + Words.percent(Forms.percent(option.to())) + " again")
        .orElse("legacy serves everybody");
  }

  public boolean isUnderWay() {
    return rollout.state().equals("running") || rollout.state().equals("held");
  }

  /** What forms are made from. */
  public String seen() {
    return Tried.seen(rollout);
  }
}
