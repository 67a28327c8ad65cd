package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.proxy.Failure;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.proxy.PinNews;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.EvidenceBoard;
import dev.crossfade.rollout.signals.Signals;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Decision.Arm;
import dev.crossfade.routing.Decision.Reason;
import dev.crossfade.routing.Dials;
import dev.crossfade.routing.Exposed;
import dev.crossfade.routing.Pinned;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For which arm what visitors meet with counts, and as what. */
class ArmWatchTest {
  private static final StageView STAGE =
      new StageView(1, 1, 5_000, Instant.parse("2026-11-21T12:00:00Z"), false, 0);
  private static final String CONFIG =
      """
      listeners: [ { bind: "127.0.0.1:0" } ]
      backends:
        legacy: { endpoints: [ "http://10.0.0.1" ] }
        next: { endpoints: [ "http://10.0.0.2" ] }
      units:
        - name: checkout
          match: { path: /checkout/** }
          pin: buying
          rollout:
            stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ]
            gates: [ errors: { tolerance: 1pp }, checkout: { pin: buying, tolerance: 1pp } ]
        - { name: cart, match: { path: /cart }, exposure: { percent: 0% } }
      pins:
        buying:
          start: { path: /checkout/** }
          scope: [cart]
          end: { path: /checkout/done }
      """;

  private final Signals signals = new Signals();
  private final Dials dials = new Dials();
  private final ArmWatch watch = new ArmWatch(signals, dials);
  private final EvidenceBoard board = new EvidenceBoard(signals, Ticker.system());

  @BeforeEach
  void start() {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(CONFIG.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    Loaded.Valid valid = (Loaded.Valid) loaded;
    watch.configure(valid.config());
    board.configure(valid.config());
    dials.of("checkout").turnTo(new Exposed(5_000, Buckets.salted("checkout"), false, 0));
    watch.onExposure("checkout");
    said("errors"); // the stage begins
  }

  /** What one gate says; empty: it has nothing to look at. */
  private Optional<String> said(String gate) {
    return board.verdicts("checkout", STAGE).stream()
        .filter(verdict -> verdict.gate().equals(gate))
        .map(Verdict::sentence)
        .findFirst();
  }

  private static Decision.Serve sent(String backend, Arm arm, Reason reason, int bucket) {
    return new Decision.Serve(
        new Decision.Route("checkout", backend, arm, reason), bucket, true, List.of());
  }

  private static Outcome page(Decision decision, int status, Visitor.KnownBy by, long key) {
    return outcome(decision, status, by, key, true, 0, Duration.ZERO, null);
  }

  private static Outcome outcome(
      Decision decision,
      int status,
      Visitor.KnownBy by,
      long key,
      boolean navigation,
      int passedOver,
      Duration took,
      @Nullable Failure error) {
    return new Outcome.Kept(
        Instant.now(),
        "id",
        null,
        InetAddress.getLoopbackAddress(),
        "GET",
        "shop",
        "/checkout/pay",
        "",
        "HTTP/1.1",
        status,
        0,
        0,
        took.toNanos(),
        1_000_000,
        decision,
        null,
        null,
        by,
        key,
        navigation,
        passedOver,
        null,
        0,
        null,
        null,
        error);
  }

  /**
   * One that never comes back, one that does, one that had no patience: each was sent to an arm.
   */
  @Test
  void visitors_countOnceByTheirPages_whateverBecomesOfThem() {
    Decision next = sent("next", Arm.NEXT, Reason.BUCKET, 7);
    watch.onOutcome(page(next, 200, Visitor.KnownBy.FRESH, 1));
    watch.onOutcome(page(next, 200, Visitor.KnownBy.COOKIE, 1L << 40));
    watch.onOutcome(
        outcome(
            next, 0, Visitor.KnownBy.USER, 1L << 41, true, 0, Duration.ZERO, Failure.CLIENT_GONE));
    watch.onOutcome(
        page(sent("legacy", Arm.NEXT, Reason.FALLBACK, 9), 200, Visitor.KnownBy.COOKIE, 1L << 42));
    watch.onOutcome(
        page(
            sent("legacy", Arm.LEGACY, Reason.BUCKET, 8_000),
            200,
            Visitor.KnownBy.FRESH,
            1L << 43));

    assertThat(said("sample-ratio")).hasValueSatisfying(s -> assertThat(s).contains("(4/5)"));
  }

  /**
   * In a unit whose calls come from pages of another one, still legacy's, those of the legacy arm
   * are decided by bucket and those of the next arm by the page: no arm is smaller for it.
   */
  @Test
  void visitors_ofPartsAndCallsOnly_areOfNoArm() {
    watch.onOutcome(
        outcome(
            sent("legacy", Arm.LEGACY, Reason.BUCKET, 8_000),
            200,
            Visitor.KnownBy.COOKIE,
            5,
            false,
            0,
            Duration.ZERO,
            null));
    watch.onOutcome(page(sent("next", Arm.NEXT, Reason.PIN, -1), 200, Visitor.KnownBy.COOKIE, 6));

    assertThat(said("sample-ratio")).isEmpty();
  }

  @Test
  void answer_toARequestFromBeforeTheExposure_countsForNoArm() {
    watch.onOutcome(
        outcome(
            sent("next", Arm.NEXT, Reason.BUCKET, 7),
            500,
            Visitor.KnownBy.COOKIE,
            5,
            true,
            0,
            Duration.ofHours(1),
            null));

    assertThat(said("errors")).hasValueSatisfying(s -> assertThat(s).contains("no data yet"));
    assertThat(said("sample-ratio")).isEmpty();
  }

  /** The visitor saw a page, but not of the storefront that the gate is about. */
  @Test
  void error_thatTheOtherStorefrontMadeGood_isStillOne() {
    watch.onOutcome(page(sent("legacy", Arm.LEGACY, Reason.BUCKET, 9_000), 200, cookie(), 5));
    watch.onOutcome(
        outcome(
            sent("legacy", Arm.NEXT, Reason.FALLBACK, 7),
            200,
            cookie(),
            6,
            true,
            503,
            Duration.ZERO,
            null));

    assertThat(said("errors"))
        .hasValueSatisfying(s -> assertThat(s).contains("next 100 % (1/1)", "legacy 0 % (0/1)"));
  }

  @Test
  void checkout_thatHadToWaitForItsStorefront_isAnError() {
    watch.onOutcome(page(sent("legacy", Arm.LEGACY, Reason.BUCKET, 9_000), 200, cookie(), 5));
    Decision hold =
        new Decision.Hold(new Decision.Route("checkout", "next", Arm.NEXT, Reason.PIN), List.of());
    watch.onOutcome(outcome(hold, 503, cookie(), 6, true, 0, Duration.ZERO, Failure.PIN_HELD));

    assertThat(said("errors")).hasValueSatisfying(s -> assertThat(s).contains("next 100 % (1/1)"));
  }

  /** The unit names the pin, not the other way round; that is to follow it as well. */
  @Test
  void checkout_ofTheExposureThereIs_countsForTheArmItBeganIn() {
    long now = Instant.now().getEpochSecond();
    watch.onPin(ended(Pinned.Event.ABANDONED, Arm.LEGACY, now - 3_600));
    watch.onPin(ended(Pinned.Event.COMPLETED, Arm.LEGACY, now + 5));
    watch.onPin(ended(Pinned.Event.COMPLETED, Arm.NEXT, now + 5));
    watch.onPin(ended(Pinned.Event.ABANDONED, Arm.NEXT, now + 5));
    watch.onPin(ended(Pinned.Event.COMPLETED, Arm.NONE, now + 5));

    assertThat(said("checkout"))
        .hasValueSatisfying(s -> assertThat(s).contains("next 50 % (1/2)", "legacy 100 % (1/1)"));
  }

  private static PinNews ended(Pinned.Event event, Arm arm, long issued) {
    return new PinNews("buying", "legacy", arm, event, 5, issued);
  }

  private static Visitor.KnownBy cookie() {
    return Visitor.KnownBy.COOKIE;
  }
}
