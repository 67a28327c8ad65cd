package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.FleetService.Discord;
import dev.crossfade.console.service.FleetService.Matter;
import dev.crossfade.fleet.Member;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of gateways between two looks, and for how long they disagree. */
class FleetLookTest {
  private static final Instant T0 = Instant.parse("2026-11-30T02:10:00Z");
  private static final Instant T1 = T0.plusSeconds(5);
  private static final Instant T2 = T0.plusSeconds(10);
  private static final List<Member> AGREE =
      List.of(member("a", true, 3, 2_500), member("b", false, 3, 2_500));
  private static final List<Member> DIFFER =
      List.of(member("a", true, 3, 2_500), member("b", false, 2, 500));

  private static Member member(String name, boolean leads, long config, int exposure) {
    return new Member(
        "id-" + name,
        name,
        T0,
        leads,
        new Member.Facts("1.0", "", config, 42, "", new LinkedHashMap<>(Map.of("shop", exposure))));
  }

  @Test
  void gateways_thatAgree_haveNoDiscord() {
    assertThat(FleetLook.NOT_YET.saw(AGREE, T0).discords()).isEmpty();
  }

  @Test
  void discord_keepsItsTime_aslongAsItLasts() {
    FleetLook look = FleetLook.NOT_YET.saw(AGREE, T0).saw(DIFFER, T1).saw(DIFFER, T2);

    assertThat(look.discords())
        .containsExactly(new Discord(Matter.CONFIG, T1), new Discord(Matter.EXPOSURES, T1));
    assertThat(look.at()).isEqualTo(T2);
  }

  @Test
  void discord_thatEndedInBetween_beginsAnew() {
    FleetLook look = FleetLook.NOT_YET.saw(DIFFER, T0).saw(AGREE, T1).saw(DIFFER, T2);

    assertThat(look.discords()).extracting(Discord::since).containsOnly(T2);
  }

  @Test
  void nobodyWhoLeads_isDiscord() {
    assertThat(FleetLook.NOT_YET.saw(List.of(AGREE.getLast()), T0).discords())
        .containsExactly(new Discord(Matter.LEADER, T0));
  }

  @Test
  void storeThatDoesNotTell_leavesWhatWasKnown() {
    FleetLook look = FleetLook.NOT_YET.saw(DIFFER, T0).missed("etcd: nobody answers");

    assertThat(look.members()).isEqualTo(DIFFER);
    assertThat(look.at()).isEqualTo(T0);
    assertThat(look.problem()).isEqualTo("etcd: nobody answers");
    assertThat(look.saw(AGREE, T1).problem()).isNull();
  }

  @Test
  void thisGateway_isThereAlsoBeforeTheStoreKnows_andAsItIsWhenItCannotTell() {
    FleetLook look = FleetLook.NOT_YET.saw(AGREE, T0);
    Member now = member("b", false, 3, 0);
    Member newcomer = member("aa", false, 3, 2_500);

    assertThat(look.with(newcomer, false)).extracting(Member::name).containsExactly("a", "aa", "b");
    assertThat(look.with(now, false)).isEqualTo(AGREE);
    assertThat(look.with(now, true)).containsExactly(AGREE.getFirst(), now);
  }
}
