package dev.crossfade.routing.redirects.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Normal;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes are rules or problems in every format, never an exception; what is taken for a rule may
 * stand in a header. Runs its seeds as a test; {@code JAZZER_FUZZ=1 mvn -pl routing -am
 * -Dtest='RedirectReaderFuzzTest#nginx' -Dsurefire.failIfNoSpecifiedTests=false test} looks for
 * more, in one format at a time.
 */
class RedirectReaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void auto(byte[] bytes) {
    check(bytes, Format.AUTO);
  }

  @FuzzTest(maxDuration = "60s")
  void csv(byte[] bytes) {
    check(bytes, Format.CSV);
  }

  @FuzzTest(maxDuration = "60s")
  void shopify(byte[] bytes) {
    check(bytes, Format.SHOPIFY);
  }

  @FuzzTest(maxDuration = "60s")
  void cloudflare(byte[] bytes) {
    check(bytes, Format.CLOUDFLARE);
  }

  @FuzzTest(maxDuration = "60s")
  void wordpress(byte[] bytes) {
    check(bytes, Format.WORDPRESS);
  }

  @FuzzTest(maxDuration = "60s")
  void govuk(byte[] bytes) {
    check(bytes, Format.GOVUK);
  }

  @FuzzTest(maxDuration = "60s")
  void mdn(byte[] bytes) {
    check(bytes, Format.MDN);
  }

  @FuzzTest(maxDuration = "60s")
  void netlify(byte[] bytes) {
    check(bytes, Format.NETLIFY);
  }

  @FuzzTest(maxDuration = "60s")
  void nginx(byte[] bytes) {
    check(bytes, Format.NGINX);
  }

  @FuzzTest(maxDuration = "60s")
  void apache(byte[] bytes) {
    check(bytes, Format.APACHE);
  }

  @FuzzTest(maxDuration = "60s")
  void json(byte[] bytes) {
    check(bytes, Format.JSON);
  }

  @FuzzTest(maxDuration = "60s")
  void jsonl(byte[] bytes) {
    check(bytes, Format.JSONL);
  }

  private static void check(byte[] bytes, Format format) {
    Collected read = Collected.of(bytes, "redirects", format);

    for (RedirectRule rule : read.rules) {
      checkSource(rule.source());
      checkPlain(rule.target());
      assertThat(rule.target()).matches("|/(?!/).*|https?://.*");
      assertThat(rule.target().isEmpty()).isEqualTo(rule.status() == 410);
      assertThat(rule.status()).isIn(0, 301, 302, 303, 307, 308, 410);
      assertThat(rule.place().line()).isPositive();
    }
    for (String problem : read.problems) {
      assertThat(problem.length()).isLessThan(1000);
      assertThat(problem.chars()).noneMatch(c -> c < ' ');
    }
  }

  private static void checkSource(Source source) {
    checkHost(source.host());
    switch (source) {
      case Source.Exact exact -> {
        checkPath(exact.path());
        if (exact.query() != null) {
          checkPlain(exact.query());
        }
      }
      case Source.Prefix prefix -> checkPath(prefix.path());
      case Source.Matching matching ->
          assertThat(matching.pattern().pattern().chars()).noneMatch(c -> c < ' ');
    }
  }

  private static void checkPath(String path) {
    assertThat(path).startsWith("/").isEqualTo(Normal.path(path));
    checkPlain(path);
  }

  private static void checkHost(@Nullable String host) {
    if (host != null) {
      assertThat(host).isNotEmpty().isEqualTo(Normal.host(host));
      checkPlain(host);
    }
  }

  private static void checkPlain(String text) {
    assertThat(text.length()).isLessThan(4 * Normal.LONGEST);
    assertThat(text.chars()).allMatch(c -> c > ' ' && c < 0x7f);
  }
}
