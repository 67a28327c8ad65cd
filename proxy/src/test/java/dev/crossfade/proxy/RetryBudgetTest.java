package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Share;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Retries stay a share of what visitors ask; time is the test's. */
class RetryBudgetTest {
  private final long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);

  private long after(int seconds) {
    return start + TimeUnit.SECONDS.toNanos(seconds);
  }

  private static int retries(RetryBudget budget, long now) {
    int count = 0;
    while (count < 10_000 && budget.tryRetry(now)) {
      count++;
    }
    return count;
  }

  @Test
  void tryRetry_withManyRequests_allowsTheShare() {
    RetryBudget budget = new RetryBudget(Share.parse("10%"));
    for (int i = 0; i < 1_000; i++) {
      budget.onRequest(after(0));
    }

    assertThat(retries(budget, after(0))).isEqualTo(100);
    assertThat(retries(budget, after(5))).isZero();
  }

  @Test
  void tryRetry_withFewRequests_allowsThreeASecond() {
    RetryBudget budget = new RetryBudget(Share.parse("10%"));

    assertThat(retries(budget, after(0))).isEqualTo(30);
    assertThat(retries(budget, after(9))).isZero();
  }

  @Test
  void tryRetry_tenSecondsLater_startsAnew() {
    RetryBudget budget = new RetryBudget(Share.parse("10%"));
    for (int i = 0; i < 1_000; i++) {
      budget.onRequest(after(0));
    }
    retries(budget, after(0));

    assertThat(retries(budget, after(10))).isEqualTo(30);
  }

  @Test
  void tryRetry_withoutAShare_isNever() {
    assertThat(retries(new RetryBudget(Share.NONE), after(0))).isZero();
  }
}
