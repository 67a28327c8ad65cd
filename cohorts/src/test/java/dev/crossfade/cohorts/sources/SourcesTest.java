package dev.crossfade.cohorts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.TestConfig;
import dev.crossfade.cohorts.TestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final Signer SIGNER = Signer.of(List.of(new CookieKey("k1", "a key of 16 chars")));

  @TempDir Path folder;

  private final List<String> problems = new ArrayList<>();

  private Sources prepare(Config config, @Nullable Sources previous) {
    return Sources.prepare(config, previous, SIGNER, problems);
  }

  private Path ranges(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }

  private static Config withRanges(Path... files) {
    return TestConfig.with(
        "crawlers: { verify: { dns: false, ranges: [ "
            + String.join(", ", java.util.Arrays.stream(files).map(Path::toString).toList())
            + " ] } }");
  }

  @Test
  void prepare_everythingThere_recognisesVisitorsByIt() throws IOException {
    Path countries =
        MmdbFile.ofV6().country("66.249.64.0/24", "US").writeTo(folder.resolve("c.mmdb"));
    Path first = ranges("googlebot.json", "{\"prefixes\":[{\"ipv4Prefix\":\"66.249.64.0/27\"}]}");
    Path second =
        ranges("common-crawlers.json", "{\"prefixes\":[{\"ipv4Prefix\":\"66.249.64.64/27\"}]}");
    Config config =
        TestConfig.with(
            """
            trust: { geoDatabase: %s }
            crawlers: { verify: { ranges: [ %s, %s ] } }
            """
                .formatted(countries, first, second));

    Sources sources = prepare(config, null);

    assertThat(problems).isEmpty();
    TestHead head = TestHead.get().with("user-agent", "Googlebot/2.1");
    for (String address : List.of("66.249.64.1", "66.249.64.65")) {
      Visitor visitor = sources.visitors(config).recognise(head.from(address), 0);
      assertThat(visitor.country()).isEqualTo("US");
      assertThat(visitor.crawler())
          .isEqualTo(new CrawlerClaim("googlebot", CrawlerClaim.Standing.VERIFIED));
    }
  }

  @Test
  void prepare_nothingConfigured_knowsNothing() {
    Config config = TestConfig.with("");

    Visitor visitor = prepare(config, null).visitors(config).recognise(TestHead.get(), 0);

    assertThat(problems).isEmpty();
    assertThat(visitor.country()).isNull();
    assertThat(visitor.crawler()).isNull();
    assertThat(visitor.preview()).isNull();
  }

  @Test
  void prepare_badFiles_areALineEach() throws IOException {
    Path database = Files.writeString(folder.resolve("c.mmdb"), "no database");
    Path unknown = ranges("gogglebot.json", "{}");
    Path broken = ranges("bingbot.json", "{");
    Config config =
        TestConfig.with(
            """
            trust: { geoDatabase: %s }
            crawlers: { verify: { ranges: [ %s, %s ] } }
            """
                .formatted(database, unknown, broken));

    prepare(config, null);

    assertThat(problems).hasSize(3);
    assertThat(problems.get(0)).startsWith("trust.geoDatabase: " + database + ": is no MaxMind DB");
    assertThat(problems.get(1))
        .isEqualTo(
            "crawlers.verify.ranges[0]: "
                + unknown
                + ": is no known crawler's by its name (did you mean \"googlebot.json\"?)");
    assertThat(problems.get(2))
        .startsWith("crawlers.verify.ranges[1]: " + broken + ": is no JSON, line 1");
  }

  @Test
  void prepare_filesGoneSinceTheConfigurationWasRead_areProblems() throws IOException {
    Path database = MmdbFile.ofV6().country("192.0.2.0/24", "DE").writeTo(folder.resolve("c.mmdb"));
    Path file = ranges("bingbot.json", "{\"prefixes\":[{\"ipv4Prefix\":\"192.0.2.0/24\"}]}");
    Config config =
        TestConfig.with(
            "trust: { geoDatabase: %s }\ncrawlers: { verify: { ranges: [ %s ] } }\n"
                .formatted(database, file));
    Files.delete(database);
    Files.delete(file);

    prepare(config, null);

    assertThat(problems)
        .containsExactly(
            "trust.geoDatabase: " + database + ": does not exist",
            "crawlers.verify.ranges[0]: " + file + ": does not exist");
  }

  @Test
  void prepare_crawlerThatIsNotThere_isAProblemWhereItStands() {
    Config config =
        TestConfig.with(
            """
            cohorts:
              good: { crawler: bingbot }
              bots: { crawler: gogglebot }
              deep: { any: [ { preview: true }, { not: { crawler: bing } } ] }
            """);

    prepare(config, null);

    assertThat(problems)
        .containsExactly(
            "cohorts.bots.crawler: \"gogglebot\" is not known (did you mean \"googlebot\"?)",
            problems.getLast())
        .hasSize(2);
    assertThat(problems.getLast())
        .startsWith("cohorts.deep.any[1].not.crawler: \"bing\" is not known");
  }

  @Test
  void prepare_again_keepsWhatDidNotChange() throws IOException {
    Path file = MmdbFile.ofV6().country("192.0.2.0/24", "DE").writeTo(folder.resolve("c.mmdb"));
    Config config = TestConfig.with("trust: { geoDatabase: " + file + " }");
    Sources first = prepare(config, null);

    Sources same = prepare(config, first);
    MmdbFile.ofV6().country("192.0.2.0/24", "AT").writeTo(file);
    Sources newer = prepare(config, same);

    assertThat(same.countries()).isEqualTo(first.countries());
    assertThat(newer.countries()).isNotEqualTo(first.countries());
    assertThat(first.countries().of(TestHead.get())).isEqualTo("DE");
    assertThat(newer.countries().of(TestHead.get())).isEqualTo("AT");
    assertThat(newer.droppedLookups()).isZero();
  }

  @Test
  void prepare_rangesTakenAway_areNotBelievedAnyMore() throws IOException {
    Path file = ranges("gptbot.json", "{\"prefixes\":[{\"ipv4Prefix\":\"192.0.2.0/24\"}]}");
    TestHead head = TestHead.get().with("user-agent", "GPTBot/1.2");
    Sources with = prepare(withRanges(file), null);
    Sources without = prepare(withRanges(), with);

    assertThat(with.crawlers().claim(head))
        .isEqualTo(new CrawlerClaim("gptbot", CrawlerClaim.Standing.VERIFIED));
    assertThat(without.crawlers().claim(head))
        .isEqualTo(new CrawlerClaim("gptbot", CrawlerClaim.Standing.CLAIMED));
  }
}
