package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Pin;
import dev.crossfade.config.value.Share;
import dev.crossfade.console.service.RolloutService.Back;
import dev.crossfade.console.service.RolloutService.By;
import dev.crossfade.console.service.RolloutService.Checkouts;
import dev.crossfade.console.service.RolloutService.Difference;
import dev.crossfade.console.service.RolloutService.Freeze;
import dev.crossfade.console.service.RolloutService.GatePoint;
import dev.crossfade.console.service.RolloutService.GateState;
import dev.crossfade.console.service.RolloutService.Option;
import dev.crossfade.console.service.RolloutService.Past;
import dev.crossfade.console.service.RolloutService.Plan;
import dev.crossfade.console.service.RolloutService.PlannedGate;
import dev.crossfade.console.service.RolloutService.Rollout;
import dev.crossfade.console.service.RolloutService.Stage;
import dev.crossfade.console.service.RolloutService.Turn;
import dev.crossfade.console.service.RolloutService.Visitors;
import dev.crossfade.rollout.Note;
import dev.crossfade.rollout.Outlook;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.history.GateHistory;
import dev.crossfade.rollout.history.Point;
import dev.crossfade.rollout.runbook.GateWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A rollout as the admin port shows it: what rollouts know, beside what this gateway counts. */
final class RolloutShow {
  private final RolloutDesk desk;
  private final Supplier<Map<String, Map<String, Integer>>> checkouts;
  private final StageTimes times;

  /**
   * @param checkouts under way, by pin and backend
   */
  RolloutShow(RolloutDesk desk, Supplier<Map<String, Map<String, Integer>>> checkouts) {
    this.desk = desk;
    this.checkouts = checkouts;
    this.times = new StageTimes(desk.rollouts());
  }

  Rollout show(Outlook outlook) {
    RolloutView view = outlook.view();
    Integer next = view.nextBasisPoints();
    Transition.Kind last = view.lastMove();
    return new Rollout(
        view.unit(),
        view.version(),
        view.state().text(),
        view.stage(),
        view.stages(),
        percent(view.basisPoints()),
        next == null ? null : percent(next),
        view.since(),
        view.holdsUntil(),
        view.frozenUntil(),
        view.waitsFor(),
        view.verdicts().stream().map(verdict -> gate(outlook, verdict)).toList(),
        view.owner(),
        view.decider(),
        view.reverts(),
        view.forwardFixes(),
        view.run(),
        view.durable(),
        view.storeProblem(),
        last == null ? null : last.text(),
        view.lastBy(),
        view.lastAt(),
        view.lastReason(),
        plan(outlook),
        by(outlook.held()),
        outlook.options().stream().map(RolloutShow::option).toList(),
        new Back(outlook.window().toSeconds(), outlook.offeredUntil(), checkouts(view.unit())),
        new Visitors(
            desk.signals(view.unit()).legacy().visitors(),
            desk.signals(view.unit()).next().visitors()));
  }

  private Plan plan(Outlook outlook) {
    Map<Integer, StageTimes.Stay> stays = times.of(outlook.view());
    return new Plan(
        outlook.byItself() ? "auto" : "manual",
        outlook.stages().stream().map(stop -> stage(stop, stays.get(stop.basisPoints()))).toList(),
        outlook.gates().stream().map(gate -> planned(outlook, gate)).toList(),
        outlook.zone().getId(),
        outlook.freezes().stream().map(span -> new Freeze(span.from(), span.until())).toList(),
        outlook.completes());
  }

  private static Stage stage(Outlook.Stop stop, StageTimes.@Nullable Stay stay) {
    boolean ahead = stop.place() == Outlook.Place.AHEAD;
    return new Stage(
        stop.number(),
        percent(stop.basisPoints()),
        stop.hold().toSeconds(),
        word(stop.place()),
        stay == null || ahead ? null : stay.since(),
        stay == null || ahead ? null : stay.until(),
        stop.earliest(),
        stop.frozen());
  }

  private static PlannedGate planned(Outlook outlook, Gate gate) {
    return new PlannedGate(
        gate.label(),
        gate.kind(),
        GateWords.asks(gate),
        gate.policy().stages().stream().map(Share::percent).toList(),
        word(gate.policy().onFail()),
        gate instanceof Gate.Manual,
        by(outlook.approvals().get(gate.label())));
  }

  private static Option option(Outlook.Option option) {
    return new Option(
        option.order().text(), option.to(), option.usual(), option.refused(), option.overrides());
  }

  private List<Checkouts> checkouts(String unit) {
    Config config = desk.configured();
    Map<String, Map<String, Integer>> counts = checkouts.get();
    return config == null
        ? List.of()
        : config.pins().entrySet().stream()
            .filter(pin -> follows(config, unit, pin.getKey(), pin.getValue()))
            .map(pin -> checkouts(pin.getKey(), pin.getValue(), counts))
            .toList();
  }

  private static boolean follows(Config config, String unit, String name, Pin pin) {
    return pin.scope().contains(unit)
        || config.unit(unit).map(found -> name.equals(found.pin())).orElse(false);
  }

  private static Checkouts checkouts(
      String name, Pin pin, Map<String, Map<String, Integer>> counts) {
    Map<String, Integer> here = counts.getOrDefault(name, Map.of());
    return new Checkouts(
        name, here.getOrDefault("legacy", 0), here.getOrDefault("next", 0), word(pin.onRollback()));
  }

  private static GateState gate(Outlook outlook, Verdict verdict) {
    return new GateState(
        verdict.gate(),
        word(verdict.says()),
        verdict.sentence(),
        verdict.legacy(),
        verdict.next(),
        verdict.samples(),
        outlook.gates().stream()
            .filter(gate -> gate.label().equals(verdict.gate()))
            .map(Gate::kind)
            .findFirst()
            .orElse(verdict.gate()),
        difference(verdict.difference()));
  }

  static GatePoint point(Point point) {
    return new GatePoint(
        point.at(),
        percent(point.basisPoints()),
        word(point.says()),
        difference(point.difference()));
  }

  static Turn turn(GateHistory.Change change) {
    Verdict.Says before = change.before();
    return new Turn(
        change.at(),
        change.verdict().gate(),
        before == null ? null : word(before),
        word(change.verdict().says()),
        change.verdict().sentence());
  }

  static Past past(dev.crossfade.rollout.Past past) {
    return new Past(
        past.seq(),
        past.at(),
        past.actor(),
        past.order(),
        past.from(),
        past.to(),
        percent(past.fromBasisPoints()),
        percent(past.basisPoints()),
        past.reason(),
        past.overrode());
  }

  private static @Nullable Difference difference(
      dev.crossfade.rollout.gates.@Nullable Difference of) {
    if (of == null) {
      return null;
    }
    String unit =
        switch (of.scale()) {
          case POINTS -> "pp";
          case RATIO, SHARE -> "%";
          case NUMBER -> "";
        };
    boolean relative =
        switch (of.scale()) {
          case POINTS, RATIO -> true;
          case SHARE, NUMBER -> false;
        };
    double factor = unit.isEmpty() ? 1 : 100;
    Double low = of.low();
    Double high = of.high();
    return new Difference(
        low == null ? null : rounded(low * factor),
        rounded(of.estimate() * factor),
        high == null ? null : rounded(high * factor),
        rounded(of.tolerance() * factor),
        unit,
        relative,
        word(of.bad()));
  }

  private static double rounded(double value) {
    return Math.abs(value) < 1e9 ? Math.rint(value * 1e6) / 1e6 : value;
  }

  private static @Nullable By by(@Nullable Note note) {
    return note == null ? null : new By(note.actor(), note.at(), note.reason());
  }

  private static double percent(int basisPoints) {
    return basisPoints / 100.0;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
