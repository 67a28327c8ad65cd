package dev.crossfade.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How an endpoint loses its place and wins it back; time is the test's. */
class UpstreamStandingTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final UpstreamStanding standing = standing();

  private static UpstreamStanding standing() {
    try (var storefront = RecordingStorefront.named("legacy")) {
      var backends =
          Shop.of(storefront)
              .backends(
                  "ejection: { consecutiveErrors: 2, for: 1s },"
                      + " health: { path: /h, unhealthyAfter: 2, healthyAfter: 2 }")
              .config()
              .backends();
      return new UpstreamStanding(requireNonNull(backends.get("legacy")));
    }
  }

  @Test
  void onError_inARow_asksForEjection() {
    assertThat(standing.onError(0)).isFalse();
    assertThat(standing.onError(0)).isTrue();
  }

  @Test
  void onError_withASuccessBetween_doesNot() {
    standing.onError(0);
    standing.onSuccess();

    assertThat(standing.onError(0)).isFalse();
  }

  /** Of requests that were under way when it was thrown out. */
  @Test
  void onError_whileEjected_doesNotCount() {
    standing.eject(0, "connect-failed");

    assertThat(standing.onError(1)).isFalse();
    assertThat(standing.onError(1)).isFalse();
    assertThat(standing.onError(SECOND)).isFalse();
  }

  @Test
  void eject_again_lastsLongerUpToTenTimes() {
    long now = 0;
    for (int row = 1; row <= 12; row++) {
      standing.eject(now, "connect-failed");
      long period = Math.min(row, 10) * SECOND;
      assertThat(standing.isEjected(now + period - 1)).as("row %d", row).isTrue();
      assertThat(standing.isEjected(now + period)).as("row %d", row).isFalse();
      now += period;
    }
  }

  @Test
  void eject_afterItHeldOutForAsLong_startsAnew() {
    standing.eject(0, "connect-failed");
    standing.eject(2 * SECOND, "connect-failed");

    assertThat(standing.isEjected(3 * SECOND - 1)).isTrue();
    assertThat(standing.isEjected(3 * SECOND)).isFalse();
  }

  @Test
  void weight_afterItsReturn_growsInTenSeconds() {
    assertThat(standing.weight(0)).isOne();
    standing.eject(0, "connect-failed");

    assertThat(standing.weight(SECOND)).isEqualTo(0.1);
    assertThat(standing.weight(6 * SECOND)).isCloseTo(0.5, within(1e-9));
    assertThat(standing.weight(11 * SECOND)).isOne();
    assertThat(standing.weight(60 * SECOND)).isOne();
  }

  @Test
  void onCheck_badInARow_isUnhealthyUntilGoodInARow() {
    assertThat(standing.onCheck("answered 500", 1)).isFalse();
    assertThat(standing.onCheck(null, 1)).isFalse();
    assertThat(standing.onCheck("answered 500", 1)).isFalse();
    assertThat(standing.isHealthy()).isTrue();
    assertThat(standing.onCheck("answered 500", 1)).isTrue();
    assertThat(standing.isHealthy()).isFalse();
    assertThat(standing.onCheck(null, 1)).isFalse();
    assertThat(standing.isHealthy()).isFalse();
    assertThat(standing.onCheck(null, 1)).isTrue();
    assertThat(standing.isHealthy()).isTrue();
    assertThat(standing.weight(2)).isEqualTo(0.1);
  }

  @Test
  void condition_untilTheFirstAnswer_isUnknown() {
    assertThat(standing.condition(0, false)).isEqualTo(new EndpointCondition.Unknown(true));
    assertThat(standing.condition(0, true)).isEqualTo(new EndpointCondition.Healthy(false));
    standing.onCheck(null, 1);

    assertThat(standing.condition(2, false)).isEqualTo(new EndpointCondition.Healthy(true));
  }

  @Test
  void condition_ejected_tellsWhyAndForHowLong() {
    standing.eject(0, "connect-failed");

    assertThat(standing.condition(SECOND / 4, true))
        .isEqualTo(
            new EndpointCondition.Ejected(
                "2 requests in a row failed, the last: connect-failed",
                Duration.ofMillis(250),
                Duration.ofMillis(750)));
    assertThat(standing.condition(6 * SECOND, true))
        .isEqualTo(new EndpointCondition.Returning(50, Duration.ofSeconds(5)));
    assertThat(standing.condition(20 * SECOND, true))
        .isEqualTo(new EndpointCondition.Healthy(false));
  }

  @Test
  void condition_ejectedAgain_tellsHowOften() {
    standing.eject(0, "connect-failed");
    standing.eject(SECOND, "answered 503");

    assertThat(standing.condition(SECOND + 1, true))
        .isInstanceOfSatisfying(
            EndpointCondition.Ejected.class,
            out -> assertThat(out.why()).endsWith("answered 503, 2 times in a row now"));
  }

  @Test
  void condition_keptIn_isFailingSinceTheFirstAndUntilASuccess() {
    assertThat(standing.keepIn(SECOND, "connect-failed")).isTrue();
    assertThat(standing.keepIn(2 * SECOND, "answered 503")).isFalse();

    assertThat(standing.condition(3 * SECOND, true))
        .isEqualTo(
            new EndpointCondition.Failing(
                "2 requests in a row failed, the last: answered 503", Duration.ofSeconds(2)));
    assertThat(standing.isIn(3 * SECOND)).isTrue();
    standing.onSuccess();

    assertThat(standing.condition(4 * SECOND, true))
        .isEqualTo(new EndpointCondition.Healthy(false));
  }

  @Test
  void condition_unhealthy_tellsWhatItsChecksCameTo() {
    standing.onCheck("no connection", 0);
    standing.onCheck("answered 500", SECOND);

    assertThat(standing.condition(3 * SECOND, true))
        .isEqualTo(
            new EndpointCondition.Unhealthy(
                "2 checks in a row failed: answered 500", Duration.ofSeconds(2)));
  }
}
