package dev.crossfade.console.pages.rollout;

import dev.crossfade.config.model.Config;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.RolloutService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service with one rollout, {@code catalog}, which is at 25 % of a plan of 5, 25 and 100 % unless
 * a test has another.
 */
final class Rollouts implements RolloutService {
  static final Instant SINCE = Instant.parse("2026-11-18T12:00:00Z");

  String state = "running";
  double exposure = 25;
  @Nullable Instant holdsUntil = Instant.now().plusSeconds(24 * 3_600);
  @Nullable Instant frozenUntil;
  String advance = "auto";
  @Nullable By held;
  @Nullable String lastBy = "ana";
  @Nullable String lastReason = "looks good";
  boolean durable = true;
  @Nullable String storeProblem;
  @Nullable Instant offeredUntil;
  List<String> waitsFor = List.of();
  List<GateState> gates =
      new ArrayList<>(
          List.of(
              gate("errors", "pass", difference(-0.29, -0.17, 0.12, 0.5, "pp")),
              gate("stock", "hold", null)));
  List<PlannedGate> planned =
      new ArrayList<>(
          List.of(
              new PlannedGate(
                  "errors", "errors", "next errs no more", List.of(), "rollback", false, null),
              new PlannedGate(
                  "legal",
                  "manual",
                  "somebody approves it",
                  List.of(100.0),
                  "rollback",
                  true,
                  null)));
  List<Option> options =
      new ArrayList<>(
          List.of(
              new Option("start", "", true, "it is running already, at 25%", List.of()),
              new Option(
                  "advance",
                  "100%",
                  true,
                  "it waits for gate stock",
                  List.of("gate stock: no data yet: hold")),
              new Option("hold", "", true, null, List.of()),
              new Option("resume", "", true, "it is not held", List.of()),
              new Option("rollback", "0%", true, null, List.of()),
              new Option("rollback", "5%", false, null, List.of()),
              new Option("abort", "", true, null, List.of())));
  List<Freeze> freezes = new ArrayList<>();
  List<Checkouts> checkouts = new ArrayList<>(List.of(new Checkouts("cart", 3, 132, "finish")));
  Visitors visitors = new Visitors(930, 310);
  List<Past> past = new ArrayList<>();
  List<Turn> turns = new ArrayList<>();
  List<GatePoint> points = new ArrayList<>();
  boolean exists = true;

  static GateState gate(String name, String verdict, @Nullable Difference difference) {
    return new GateState(
        name,
        verdict,
        name + ": what it sees of " + name + ": " + verdict,
        0.0036,
        0.0019,
        20_041,
        name,
        difference);
  }

  static Difference difference(
      double low, double estimate, double high, double tolerance, String unit) {
    return new Difference(low, estimate, high, tolerance, unit, true, "above");
  }

  Rollout catalog() {
    return new Rollout(
        "catalog",
        "0123456789abcdef",
        state,
        2,
        3,
        exposure,
        100.0,
        SINCE,
        holdsUntil,
        frozenUntil,
        waitsFor,
        gates,
        "catalog-team",
        "on-call",
        List.of("catalog reads"),
        List.of("reviews"),
        1,
        durable,
        storeProblem,
        "advance",
        lastBy,
        SINCE,
        lastReason,
        new Plan(
            advance,
            List.of(
                new Stage(1, 5, 86_400, "done", SINCE.minusSeconds(86_400), SINCE, null, false),
                new Stage(2, 25, 172_800, "now", SINCE, null, null, false),
                new Stage(3, 100, 604_800, "ahead", null, null, SINCE.plusSeconds(400_000), true)),
            planned,
            "Asia/Kolkata",
            freezes,
            SINCE.plusSeconds(900_000)),
        held,
        options,
        new Back(2_592_000, offeredUntil, checkouts),
        visitors);
  }

  @Override
  public List<Rollout> rollouts() {
    return exists ? List.of(catalog()) : List.of();
  }

  @Override
  public Optional<Rollout> rollout(String unit) {
    return rollouts().stream().filter(rollout -> rollout.unit().equals(unit)).findFirst();
  }

  @Override
  public Optional<GateHistory> gateHistory(String unit, String gate) {
    return rollout(unit).map(_ -> new GateHistory(unit, gate, SINCE, points));
  }

  @Override
  public List<Past> past(String unit, long before, int limit) {
    return past.stream().filter(entry -> entry.seq() < before).limit(limit).toList();
  }

  @Override
  public Turns turns(String unit) {
    return new Turns(SINCE, turns);
  }

  @Override
  public Done order(String unit, Order order, Expected expected) {
    throw new UnsupportedOperationException("orders (expected: none in these tests)");
  }

  @Override
  public List<String> changes(Config next) {
    return List.of();
  }
}
