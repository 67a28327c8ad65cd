package dev.crossfade.seo.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching.Journey;
import dev.crossfade.seo.fetch.Fetching.Journey.End;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.url.WebUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways through redirects. */
class FollowTest {
  private static final WebUrl START = WebUrl.of("https://shop.example/a/b");

  private final Map<String, String> locations = new HashMap<>();

  private Journey follow() throws InterruptedException {
    Fetching site =
        url -> {
          String location = locations.get(url.toString());
          Fields fields =
              location == null ? Fields.NONE : new Fields(Map.of("Location", List.of(location)));
          return url.host().equals("gone.example")
              ? new Failed(url, Cause.NAME, url + ": no address")
              : new Answered(
                  new Answer(url, location == null ? 200 : 301, fields, new byte[0], false, 1));
        };
    return site.follow(START, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "/new, https://shop.example/new",
    "new, https://shop.example/a/new",
    "../new?x=1#y, https://shop.example/new?x=1",
    "//www.shop.example/new, https://www.shop.example/new",
    "http://other.example, http://other.example/",
    "?page=2, https://shop.example/a/b?page=2",
  })
  void follow_aLocation_resolvesItAsBrowsersDo(String location, String expected) throws Exception {
    locations.put(START.toString(), location);

    Journey journey = follow();

    assertThat(journey.end()).isEqualTo(End.ARRIVED);
    assertThat(journey.last().url()).hasToString(expected);
    assertThat(journey.hops()).isEqualTo(1);
  }

  @Test
  void follow_aCircle_endsWhereItCloses() throws Exception {
    locations.put(START.toString(), "/x");
    locations.put("https://shop.example/x", "/y");
    locations.put("https://shop.example/y", "/x");

    Journey journey = follow();

    assertThat(journey.end()).isEqualTo(End.CIRCLE);
    assertThat(journey.hops()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"10, ARRIVED", "11, TOO_FAR"})
  void follow_manyHops_endsAfterTen(int hops, End expected) throws Exception {
    locations.put(START.toString(), "/hop1");
    for (int i = 1; i < hops; i++) {
      locations.put("https://shop.example/hop" + i, "/hop" + (i + 1));
    }
    Journey journey = follow();

    assertThat(journey.end()).isEqualTo(expected);
    assertThat(journey.hops()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"mailto:a@shop.example", "'http://'", "javascript:alert(1)"})
  void follow_toNoAddress_leadsNowhere(String location) throws Exception {
    locations.put(START.toString(), location);

    assertThat(follow().end()).isEqualTo(End.NOWHERE);
  }

  @Test
  void follow_toWhereNobodyIs_fails() throws Exception {
    locations.put(START.toString(), "https://gone.example/");

    assertThat(follow().end()).isEqualTo(End.FAILED);
  }
}
