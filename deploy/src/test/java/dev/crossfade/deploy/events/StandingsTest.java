package dev.crossfade.deploy.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.News;
import dev.crossfade.proxy.EndpointCondition;
import dev.crossfade.proxy.EndpointState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a look at endpoints tells. */
class StandingsTest {
  private static final Instant NOW = Instant.EPOCH;

  private final Standings standings = new Standings();

  private List<News> look(boolean healthy, boolean ejected) {
    EndpointState state =
        new EndpointState(
            "next-1:80", healthy, ejected, new EndpointCondition.Healthy(true), 0, 0, 0, 0, 0, 0);
    return standings.look(Map.of("next", List.of(state)), NOW);
  }

  @Test
  void look_goodFromTheBeginning_tellsNothing() {
    assertThat(look(true, false)).isEmpty();
    assertThat(look(true, false)).isEmpty();
  }

  @Test
  void look_eachChange_isToldOnce() {
    assertThat(look(false, false))
        .containsExactly(new News.Standing(NOW, "next", "next-1:80", false, false));
    assertThat(look(false, false)).isEmpty();
    assertThat(look(true, true))
        .containsExactly(new News.Standing(NOW, "next", "next-1:80", true, true));
    assertThat(look(true, false))
        .containsExactly(new News.Standing(NOW, "next", "next-1:80", true, false));
  }

  @Test
  void look_endpointThatIsGone_isForgotten() {
    look(false, false);
    standings.look(Map.of(), NOW);

    assertThat(look(true, false)).isEmpty();
  }
}
