package dev.crossfade.console.pages.overview;

import static dev.crossfade.console.pages.overview.Gateways.NOW;
import static dev.crossfade.console.pages.overview.Gateways.member;
import static dev.crossfade.console.pages.overview.Gateways.sight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.pages.overview.Attention.Severity;
import dev.crossfade.console.service.FleetService.Discord;
import dev.crossfade.console.service.FleetService.FleetMember;
import dev.crossfade.console.service.FleetService.Matter;
import dev.crossfade.console.service.FleetService.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person should see to because gateways do not agree. */
class GatewayNeedsTest {
  private static final Instant TWO_MINUTES_AGO = NOW.minusSeconds(120);
  private static final List<FleetMember> DIFFERENT =
      List.of(
          member("a", true, 3, Map.of("catalog", 25.0)),
          member("b", false, 2, Map.of("catalog", 5.0)),
          member("c", false, 2, Map.of()));

  private static List<String> texts(Sight sight) {
    return GatewayNeeds.of(sight, NOW).stream().map(need -> need.text() + need.after()).toList();
  }

  @Test
  void exposures_thatDifferForLong_areBroken_andSaidWithTheirGateways() {
    Sight sight = sight(DIFFERENT, new Discord(Matter.EXPOSURES, TWO_MINUTES_AGO));

    assertThat(GatewayNeeds.of(sight, NOW))
        .singleElement()
        .satisfies(
            need -> {
              assertThat(need.severity()).isEqualTo(Severity.FAIL);
              assertThat(need.at()).isEqualTo(TWO_MINUTES_AGO);
              assertThat(need.href()).isEqualTo("#gateways");
            });
    assertThat(texts(sight))
        .containsExactly(
            "Gateways serve different shares of visitors by next since : catalog 25 % at a, 5 % at"
                + " b, no rollout at c. Whoever meets another gateway may change storefronts.");
  }

  @Test
  void configurations_thatDifferForLong_areSaid() {
    assertThat(texts(sight(DIFFERENT, new Discord(Matter.CONFIG, TWO_MINUTES_AGO))))
        .containsExactly(
            "Gateways are configured differently since : version 3 at a, version 2 at b and c."
                + " Give all of them the same text, or go back at one.");
  }

  @Test
  void nobodyLeadsForLong_isSaid() {
    assertThat(texts(sight(DIFFERENT, new Discord(Matter.LEADER, TWO_MINUTES_AGO))))
        .containsExactly(
            "No gateway leads since : gates are not judged, and no stage is taken until one does.");
  }

  /** As during each change. */
  @Test
  void differences_ofAMoment_areNobodysBusiness() {
    Instant justNow = NOW.minusSeconds(59);

    assertThat(
            texts(
                sight(
                    DIFFERENT,
                    new Discord(Matter.LEADER, justNow),
                    new Discord(Matter.CONFIG, justNow),
                    new Discord(Matter.EXPOSURES, justNow))))
        .isEmpty();
  }

  /** That the store is away is said, and others may agree by now. */
  @Test
  void storeIsAway_nothingIsSaidOfOthers() {
    assertThat(
            texts(
                sight(
                    "cut-off",
                    "etcd: nobody answers",
                    DIFFERENT,
                    new Discord(Matter.EXPOSURES, TWO_MINUTES_AGO))))
        .isEmpty();
  }

  @Test
  void manyGateways_areCounted() {
    List<FleetMember> many =
        List.of("a", "b", "c", "d", "e").stream()
            .map(name -> member(name, name.equals("a"), name.equals("a") ? 3 : 2, Map.of()))
            .toList();

    assertThat(texts(sight(many, new Discord(Matter.CONFIG, TWO_MINUTES_AGO))))
        .singleElement()
        .asString()
        .contains("version 3 at a, version 2 at 4 of them.");
  }
}
