package dev.crossfade.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.traffic.EndpointFigures.Lately;
import dev.crossfade.proxy.EndpointCondition;
import dev.crossfade.proxy.EndpointState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an endpoint did in the last minute. */
class EndpointFiguresTest {
  private final EndpointFigures figures = new EndpointFigures(new TrafficCounts());

  private void look(long seconds, long sent, long failed) {
    EndpointState state =
        new EndpointState(
            "a:80", true, false, new EndpointCondition.Healthy(true), 0, 0, 0, 0, sent, failed);
    figures.look(seconds * 1_000, Map.of("legacy", List.of(state)));
  }

  private Lately lately() {
    return Objects.requireNonNull(figures.of("legacy", "a:80"));
  }

  @Test
  void figures_areOfTheLastMinuteOnly() {
    for (int i = 0; i <= 40; i++) {
      look(5L * i, 10_000 + (i <= 20 ? 0 : 50L * (i - 20)), i <= 20 ? 0 : 5L * (i - 20));
    }

    assertThat(lately().requests()).isEqualTo(10);
    assertThat(lately().errors()).isEqualTo(10);
    assertThat(lately().p95()).isNaN();
  }

  @Test
  void endpoint_lookedAtOnce_hasNone() {
    look(0, 100, 0);

    assertThat(figures.of("legacy", "a:80")).isNull();
    assertThat(figures.of("legacy", "b:80")).isNull();
  }

  @Test
  void endpoint_withoutRequests_hasNoShareOfErrors() {
    look(0, 100, 3);
    look(5, 100, 3);

    assertThat(lately().requests()).isZero();
    assertThat(lately().errors()).isNaN();
  }

  /** A reload that changed the backend: its counters begin at zero. */
  @Test
  void endpoint_madeAnew_beginsAnew() {
    look(0, 100, 3);
    look(5, 200, 3);
    look(10, 0, 0);
    look(15, 50, 0);

    assertThat(lately().requests()).isEqualTo(10);
  }

  @Test
  void endpoint_thatIsGone_isForgotten() {
    look(0, 100, 3);
    look(5, 200, 3);
    figures.look(10_000, Map.of());

    assertThat(figures.of("legacy", "a:80")).isNull();
  }
}
