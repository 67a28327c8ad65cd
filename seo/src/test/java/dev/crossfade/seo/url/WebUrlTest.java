package dev.crossfade.seo.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
  private static final WebUrl PAGE = WebUrl.of("https://shop.example/c/shoes/?page=2");

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Shop.Example:443/A, https://shop.example/A",
    "http://shop.example, http://shop.example/",
    "http://shop.example:8080?a=1, http://shop.example:8080/?a=1",
    "http://shop.example/?, http://shop.example/?",
    "http://shop.example/a#b, http://shop.example/a",
    "http://shop.example/a/./b/../c, http://shop.example/a/c",
    "http://shop.example/../.., http://shop.example/",
    "http://shop.example/a/.., http://shop.example/",
    "http://shop.example/%7Ea%2f%c3%a9, http://shop.example/~a%2F%C3%A9",
    "http://shop.example/é ü, http://shop.example/%C3%A9%20%C3%BC",
    "http://shop.example/100%, http://shop.example/100%",
    "http://bücher.example/, http://xn--bcher-kva.example/",
    "http://[::1]:8080/, http://[::1]:8080/",
    "http:\\\\shop.example\\a, http://shop.example/a",
  })
  void parse_spellingsOfOnePage_areOneUrl(String written, String normal) {
    assertThat(WebUrl.of(written)).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example",
        "/a",
        "ftp://shop.example/",
        "javascript:void(0)",
        "http:///a",
        "http://user:pw@shop.example/",
        "http://shop.example:99999/",
        "http://shop.example:0/",
        "http://shop example/",
        "http://[::1/",
        "http://a..b/",
        "http://./",
        "http://\u2025/",
      })
  void parse_noAddressOfHttp_isNone(String written) {
    assertThat(WebUrl.parse(written)).isNull();
    assertThatThrownBy(() -> WebUrl.of(written)).hasMessageContaining("expected: a URL");
  }

  @ParameterizedTest
  @CsvSource({
    "/p/1, https://shop.example/p/1",
    "p/1, https://shop.example/c/shoes/p/1",
    "../hats, https://shop.example/c/hats",
    "?page=3, https://shop.example/c/shoes/?page=3",
    "#top, https://shop.example/c/shoes/?page=2",
    "'', https://shop.example/c/shoes/?page=2",
    "//cdn.example/a, https://cdn.example/a",
    "http://other.example, http://other.example/",
    "a:b/c, ",
    "mailto:a@b.example, ",
    "' /p/ 1 ', https://shop.example/p/%201",
    "\\p\\1?a\\b, https://shop.example/p/1?a\\b",
  })
  void resolve_aLink_leadsWhereBrowsersGo(String link, String expected) {
    WebUrl found = PAGE.resolve(link);
    assertThat(found == null ? null : found.toString()).isEqualTo(expected);
  }

  @Test
  void at_anotherSite_isTheSamePageThere() {
    assertThat(PAGE.at(WebUrl.of("http://next.example:81/x")))
        .hasToString("http://next.example:81/c/shoes/?page=2");
  }

  /** Puny code costs the square of a name's length. */
  @Test
  @org.junit.jupiter.api.Timeout(5)
  void parse_hostsOfThousandsOfLetters_areNoneAtOnce() {
    StringBuilder name = new StringBuilder();
    for (int c = 0x4e00; c < 0x4e00 + 16_000; c++) {
      name.appendCodePoint(c);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(WebUrl.parse("https://" + name + "/")).isNull();
    }
  }

  @Test
  void parse_addressThatGrowsBeyondWhatServersTake_isNone() {
    String path = "é".repeat(6_000);

    assertThat(WebUrl.parse("https://shop.example/" + path)).isNull();
    assertThat(PAGE.resolve("/" + path)).isNull();
    assertThat(PAGE.resolve("?" + path)).isNull();
  }
}
