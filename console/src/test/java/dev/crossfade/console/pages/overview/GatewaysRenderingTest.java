package dev.crossfade.console.pages.overview;

import static dev.crossfade.console.pages.overview.Gateways.NOW;
import static dev.crossfade.console.pages.overview.Gateways.member;
import static dev.crossfade.console.pages.overview.Gateways.sight;
import static dev.crossfade.console.pages.overview.Gateways.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Rendered;
import dev.crossfade.console.service.AdminServices.StoreStatus;
import dev.crossfade.console.service.FleetService.Fleet;
import dev.crossfade.console.service.FleetService.FleetMember;
import dev.crossfade.console.service.FleetService.Sight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateways of a fleet on the overview, as a browser gets them. */
class GatewaysRenderingTest {
  private static final StoreStatus THERE = new StoreStatus("etcd", null, null);
  private static final Map<String, Double> HALF = Map.of("shop", 50.0);

  private static String html(Sight sight, StoreStatus store, Instant now) {
    GatewaysView view = Objects.requireNonNull(GatewaysView.of(sight, store, now));
    return Rendered.of(Html.TEMPLATES.overviewGateways(view));
  }

  /** As one reads it. */
  private static String text(Sight sight, StoreStatus store, Instant now) {
    return html(sight, store, now).replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
  }

  private static String text(FleetMember... members) {
    return text(sight(List.of(members)), THERE, NOW);
  }

  @Test
  void gatewayThatIsAlone_isNotShownAmongOthers() {
    Sight alone =
        new Sight(
            new Fleet(false, null, "this gateway", "leader", null, List.of()), null, List.of());

    assertThat(GatewaysView.of(alone, new StoreStatus("files", null, null), NOW)).isNull();
  }

  @Test
  void gatewaysThatAgree_areARowEach_andNothingIsMarked() {
    assertThat(text(member("a", false, 3, HALF), member("b", true, 3, HALF)))
        .contains("share etcd under /shop")
        .containsSubsequence("a this one", "follows", "shop 50 %", "b", "leads", "shop 50 %")
        .contains("As each told within seconds.")
        .doesNotContain("differs", "marked", "cut off");
  }

  @Test
  void whatDiffersFromTheLeader_isMarkedAtTheOther() {
    FleetMember leader = with(member("b", true, 3, HALF), "1.1", "");

    assertThat(text(member("a", false, 2, Map.of("shop", 25.0)), leader))
        .containsSubsequence("1.0 differs", "differs 2", "shop 25 % differs", "b", "1.1", "50 %")
        .contains("while a change spreads that is so for seconds");
    assertThat(text(leader, member("c", false, 3, Map.of())))
        .containsSubsequence("c", "shop no rollout differs");
  }

  @Test
  void nobodyLeads_nothingIsMarked() {
    assertThat(text(member("a", false, 3, HALF), member("b", false, 2, Map.of())))
        .doesNotContain("differs");
  }

  @Test
  void manyUnits_areToldWhereTheyDiffer_andCounted() {
    Map<String, Double> all = new LinkedHashMap<>();
    IntStream.range(0, 20).forEach(unit -> all.put("unit-" + unit, 5.0));
    Map<String, Double> other = new LinkedHashMap<>(all);
    other.put("unit-19", 0.0);

    assertThat(text(member("a", true, 3, all), member("b", false, 3, other)))
        .containsSubsequence("unit-5 5 %", "and 14 more", "unit-19 0 % differs", "and 14 more");
  }

  @Test
  void storeThatIsAway_isSaidWithWhatWasKnown() {
    StoreStatus away = new StoreStatus("etcd", "etcd: nobody answers", NOW.minusSeconds(90));
    Sight sight =
        sight(
            "cut-off",
            "etcd: nobody answers",
            List.of(member("a", false, 3, HALF), member("b", true, 3, HALF)));

    assertThat(text(sight, away, NOW))
        .contains("cut off etcd, away since 30 Nov 2026, 02:08:30 UTC: etcd: nobody answers.")
        .containsSubsequence("a this one", "cut off", "b", "led")
        .contains("The others as they were known at 30 Nov 2026, 02:09:57 UTC");
  }

  @Test
  void storeThatDoesNotTell_isSaid() {
    Sight sight =
        sight("follower", "etcd: permission denied", List.of(member("a", false, 3, HALF)));

    assertThat(text(sight, THERE, NOW))
        .contains("not known The others are not known: etcd: permission denied.");
  }

  @Test
  void whatWasToldLongAgo_isNotToldAsIfItWereNow() {
    Sight sight = sight(List.of(member("a", false, 3, HALF), member("b", true, 3, HALF)));

    assertThat(text(sight, THERE, NOW.plusSeconds(60)))
        .containsSubsequence("a this one", "follows", "b", "led")
        .contains("they may have changed since");
  }

  @Test
  void anotherGateway_isLinkedWhereItCanBeFollowed() {
    FleetMember other = member("b", true, 3, HALF);

    assertThat(html(sight(List.of(other)), THERE, NOW))
        .contains("href=\"https://10.0.0.1:9900/\"", "id=\"gateway-id-b\"");
    assertThat(html(sight(List.of(member("a", true, 3, HALF))), THERE, NOW))
        .as("one need not go where one is")
        .doesNotContain("href");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1:9900",
        "javascript:alert(1)//10.0.0.1:9900",
        "ftp://10.0.0.1:9900",
        "https://user@10.0.0.1:9900",
        "https://10.0.0.1",
        "https:10.0.0.1:9900",
        "http://127.0.0.1:9900",
        "http://[::1]:9900",
        "https://0.0.0.0:9900",
        "https://[::]:9900",
        "https://a b:9900"
      })
  void address_thatCannotBeFollowed_isShownAsItWasTold(String admin) {
    FleetMember other = with(member("b", true, 3, HALF), "1.0", admin);

    assertThat(html(sight(List.of(other)), THERE, NOW)).contains(admin).doesNotContain("href");
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.0.0.2:9900, https://10.0.0.2:9900/",
    "http://edge-2:9900/api/v1/status?x, http://edge-2:9900/",
    "https://[2001:db8::1]:9900, https://[2001:db8::1]:9900/"
  })
  void address_leadsToTheConsole(String admin, String href) {
    assertThat(AdminLink.of(admin)).isEqualTo(href);
  }

  @Test
  void name_isText() {
    assertThat(html(sight(List.of(member("<b>x", true, 3, HALF))), THERE, NOW))
        .contains("&lt;b>x")
        .doesNotContain("<b>x");
  }
}
