package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Any bytes are a page, never an exception; reading them twice gives the same, and what is for
 * people is a line. Runs its seeds as a test; {@code JAZZER_FUZZ=1 mvn -pl seo -am
 * -Dtest=PageReaderFuzzTest#body -Dsurefire.failIfNoSpecifiedTests=false test} looks for more.
 */
class PageReaderFuzzTest {
  @FuzzTest(maxDuration = "120s")
  void body(byte[] bytes) {
    check(Map.of("Content-Type", List.of("text/html")), bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void jsonLd(byte[] bytes) {
    String json = new String(bytes, StandardCharsets.ISO_8859_1);
    String html = "<script type=application/ld+json>" + json + "</script>";
    check(Map.of("Content-Type", List.of("text/html")), html.getBytes(StandardCharsets.UTF_8));
  }

  @FuzzTest(maxDuration = "60s")
  void fields(byte[] bytes) {
    List<String> value = List.of(new String(bytes, StandardCharsets.ISO_8859_1));
    check(
        Map.of(
            "Content-Type", value,
            "Link", value,
            "X-Robots-Tag", value,
            "Cache-Control", value,
            "Expires", value,
            "Vary", value,
            "Location", value),
        bytes);
  }

  private static void check(Map<String, List<String>> fields, byte[] bytes) {
    Page page = Pages.read(301, fields, bytes);
    Page again = Pages.read(301, fields, bytes);

    assertThat(PageText.of(page)).isEqualTo(PageText.of(again));
    assertThat(page.text().similarity(again.text())).isEqualTo(1);
    assertThat(page.shape().similarity(again.shape())).isEqualTo(1);
    for (String trouble : page.troubles()) {
      assertThat(trouble.length()).isLessThanOrEqualTo(300);
      assertThat(trouble.chars()).noneMatch(c -> c < ' ');
    }
    assertThat(page.text().beginning().length()).isLessThanOrEqualTo(200);
  }
}
