package dev.crossfade.seo.audit.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.reconcile.Live;
import dev.crossfade.seo.sitemap.HashedUrls;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveFactsTest {
  private final LiveFacts facts = new LiveFacts();
  private final HashedUrls listed = new HashedUrls();

  static Stream<Live> answers() {
    return Stream.of(
        new Live.Page(),
        new Live.Hidden(),
        new Live.Copy(true),
        new Live.Moved(1, true),
        new Live.Moved(15, true),
        new Live.Astray(),
        new Live.Gone(),
        new Live.Missing(),
        new Live.Broken(),
        new Live.Unasked());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void learn_aFact_isThatAnswerAgain(Live live) {
    listed.add("/end");
    facts.learn(LiveFacts.fact(live, "/a?b=c", "/end"));

    assertThat(facts.of("/a?b=c", listed::containsHash)).isEqualTo(live);
  }

  @Test
  void of_whatLeadsElsewhere_isNotListed() {
    facts.learn(LiveFacts.fact(new Live.Moved(2, false), "/a", null));
    facts.learn(LiveFacts.fact(new Live.Copy(false), "/b", "/unlisted"));

    assertThat(facts.of("/a", listed::containsHash)).isEqualTo(new Live.Moved(2, false));
    assertThat(facts.of("/b", listed::containsHash)).isEqualTo(new Live.Copy(false));
  }

  @Test
  void of_aHundredThousand_areAllThere() {
    for (int i = 0; i < 100_000; i++) {
      facts.learn(LiveFacts.fact(i % 2 == 0 ? new Live.Page() : new Live.Gone(), "/" + i, null));
    }

    assertThat(facts.of("/77776", listed::containsHash)).isEqualTo(new Live.Page());
    assertThat(facts.of("/99999", listed::containsHash)).isEqualTo(new Live.Gone());
    assertThat(facts.of("/100000", listed::containsHash)).isEqualTo(new Live.Unasked());
  }
}
