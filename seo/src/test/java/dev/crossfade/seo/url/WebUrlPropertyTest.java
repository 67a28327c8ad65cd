package dev.crossfade.seo.url;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Links of real pages hold anything: whatever it is, it is an address in its one form, or none. */
class WebUrlPropertyTest {
  private static final WebUrl PAGE = WebUrl.of("https://shop.example/c/shoes/?page=2");

  /** Texts of any characters, half surrogate pairs among them. */
  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.strings().all().ofMaxLength(60);
  }

  /** Pieces that mean something in an address, in any order. */
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "https:",
            "http:",
            "HTTP:",
            "javascript:",
            "/",
            "//",
            "\\",
            ".",
            "..",
            "%",
            "%2",
            "%2e",
            "%34%31",
            "%C3%A9",
            "%zz",
            "?",
            "&a=1",
            "+",
            "#",
            "@",
            ":",
            ":80",
            ":443",
            "[",
            "]",
            "::1",
            "shop.example",
            "xn--",
            "bücher",
            "ß",
            "。",
            "\u00ad",
            "\ud800",
            "😀",
            " ",
            "\t",
            "\n",
            "\0",
            "a",
            "4",
            "ı",
            "İ",
            "'",
            "\"",
            "|",
            "^",
            "~")
        .list()
        .ofMaxSize(12)
        .map(list -> String.join("", list));
  }

  @Property(tries = 5_000)
  void parse_ofAnything_isAnAddressOrNone(@ForAll("anything") String text) {
    check(WebUrl.parse(text));
    check(WebUrl.parse("https://" + text));
    check(WebUrl.parse("https://shop.example/" + text));
    check(PAGE.resolve(text));
  }

  @Property(tries = 20_000)
  void parse_ofPiecesOfAddresses_isAnAddressOrNone(@ForAll("pieces") String text) {
    check(WebUrl.parse(text));
    check(WebUrl.parse("http://" + text));
    check(WebUrl.parse("https://shop.example" + text));
    check(PAGE.resolve(text));
  }

  /** The one form of an address has no other, and is made of characters that can be sent. */
  private static void check(@org.jspecify.annotations.Nullable WebUrl url) {
    if (url == null) {
      return;
    }
    String written = url.toString();
    assertThat(written.chars()).as(written).allMatch(c -> c > ' ' && c < 0x7f);
    assertThat(url.path()).startsWith("/");
    assertThat(url.host()).isNotEmpty();
    assertThat(WebUrl.parse(written)).as(written).isEqualTo(url);
    assertThat(PAGE.resolve(written)).as(written).isEqualTo(url);
  }
}
