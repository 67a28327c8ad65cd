package dev.crossfade.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.Unwritten;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rollouts of a gateway with everything around them in the hands of a test: clocks, journal,
 * gates and visitors. The plan of unit {@code catalog} is {@link #PLAN} unless a test has another.
 */
final class TestGateway {
  static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z"); // a Wednesday

  static final String PLAN =
      """
      owner: catalog-team
      stages:
        - { percent: 1%, hold: 1h }
        - { percent: 25%, hold: 2h }
        - { percent: 100%, hold: 3h }
      freeze: { timezone: UTC, weekly: ["Fri 12:00 - Mon 08:00"] }
      gates:
        - errors: { tolerance: 0.5pp }
        - latency: { tolerance: 10%, onFail: hold }
        - manual: { name: signoff, stages: [100%] }
      rollback: { reverts: ["catalog reads"], forwardFixes: ["reviews"], decider: ana }
      """;

  final TestTicker ticker;
  final Journal journal;
  final Map<String, LiveExposure> shown = new HashMap<>();
  final List<String> told = new ArrayList<>();
  final List<Transition> moves = new ArrayList<>();
  final Map<String, Says> gates = new HashMap<>(Map.of("errors", Says.PASS, "latency", Says.PASS));
  @Nullable String boardFails;
  @Nullable Unwritten unwritten;
  Role role = Role.LEADER;
  final List<StageView> askedAbout = new ArrayList<>();
  Rollouts rollouts;
  private Config config;

  TestGateway(TestTicker ticker, Journal journal, Config config) {
    this.ticker = ticker;
    this.journal = journal;
    this.config = config;
    this.rollouts = create();
  }

  TestGateway() {
    this(new TestTicker(NOON), new TestJournal(), config(PLAN));
  }

  static Config config(String plan) {
    return units("  - name: catalog\n    match: { path: /c/** }\n    rollout:\n" + plan.indent(6));
  }

  static Config units(String yaml) {
    String text =
        """
        listeners: [ { bind: 127.0.0.1:8080 } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
        units:
        """
            + yaml;
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(text.getBytes(UTF_8), "test.yaml", Path.of("test.yaml"));
    assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).config();
  }

  /** The process ends and another one begins, some time later. */
  void restart(Duration later) {
    ticker.pass(later);
    shown.clear();
    rollouts = create();
  }

  void reload(Config next) {
    config = next;
    rollouts.configure(next);
  }

  /** Time passes, with a tick a minute. */
  void pass(Duration duration) {
    for (long minutes = duration.toMinutes(); minutes > 0; minutes--) {
      ticker.pass(Duration.ofMinutes(1));
      rollouts.tick();
    }
  }

  TestJournal testJournal() {
    return (TestJournal) journal;
  }

  RolloutView view() {
    return rollouts.view("catalog").orElseThrow();
  }

  LiveExposure shown() {
    return Objects.requireNonNull(shown.get("catalog"));
  }

  /** State and exposure, such as {@code running 100}. */
  String state() {
    assertThat(shown().basisPoints()).isEqualTo(view().basisPoints());
    return view().state().text() + " " + view().basisPoints();
  }

  Answer start() {
    return rollouts.start("catalog", "ana", "go", false);
  }

  Answer advance() {
    return rollouts.advance("catalog", "ana", "on", null, false);
  }

  Answer force(@Nullable String to) {
    return rollouts.advance("catalog", "ana", "3 am", to, true);
  }

  Answer hold() {
    return rollouts.hold("catalog", "ana", "lunch");
  }

  Answer resume() {
    return rollouts.resume("catalog", "ana", "back");
  }

  Answer rollback(@Nullable String to) {
    return rollouts.rollback("catalog", "ana", "broken", to);
  }

  Answer abort() {
    return rollouts.abort("catalog", "ana", "enough");
  }

  Answer approve() {
    return rollouts.approve("catalog", "signoff", "finn", "audited");
  }

  static String refusal(Answer answer) {
    return switch (answer) {
      case Answer.Refused refused -> refused.reason();
      case Answer.Moved moved ->
          "moved to " + moved.view().state().text() + " " + moved.view().basisPoints();
      case Answer.Stale stale ->
          "stale: " + stale.view().state().text() + " " + stale.view().basisPoints();
    };
  }

  private Rollouts create() {
    Rollouts created =
        new Rollouts(
            journal,
            (_, stage) -> {
              askedAbout.add(stage);
              return verdicts();
            },
            this::expose,
            ticker,
            List.of(
                new RolloutListener() {
                  @Override
                  public void moved(Transition transition, RolloutView view) {
                    moves.add(transition);
                  }
                }),
            () -> role);
    if (unwritten != null) {
      created.keepUnwritten(unwritten);
    }
    created.configure(config);
    return created;
  }

  private void expose(String unit, LiveExposure exposure) {
    shown.put(unit, exposure);
    told.add(unit + " " + exposure.basisPoints());
  }

  private List<Verdict> verdicts() {
    if (boardFails != null) {
      throw new IllegalStateException(boardFails);
    }
    return gates.entrySet().stream()
        .map(
            gate ->
                new Verdict(
                    gate.getKey(),
                    gate.getValue(),
                    gate.getKey() + ": says " + gate.getValue(),
                    0.1,
                    0.2,
                    7))
        .toList();
  }
}
