package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.page.Page.Canonical.Where;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
  @Test
  void read_typicalHead_isAllThere() {
    Page page =
        Pages.html(
            """
            <!doctype html><html lang="de-AT"><head><title> Red
             shoe</title><meta name="Description" content="A shoe">
            <meta name="viewport" content="width=device-width">
            <link rel="canonical" href="/p/red-shoe"><link rel="alternate" hreflang="de" href="/de">
            <meta property="og:title" content="Shoe"><meta property="product:price:amount" content="9">
            <link rel="next" href="?page=2"></head><body><h1>Red <b>shoe</b></h1>
            <img src="a.png"><img src="b.png" alt=""><a href="/c" rel="nofollow ugc">C</a></body>
            """);

    assertThat(page.html()).isTrue();
    assertThat(page.titles()).containsExactly("Red shoe");
    assertThat(page.descriptions()).containsExactly("A shoe");
    assertThat(page.language()).isEqualTo("de-AT");
    assertThat(page.viewport()).isEqualTo("width=device-width");
    assertThat(page.headings()).containsExactly("Red shoe");
    assertThat(page.canonicals())
        .containsExactly(new Page.Canonical("/p/red-shoe", Pages.URL, Where.HEAD));
    assertThat(page.alternates())
        .containsExactly(new Page.Alternate("de", "/de", WebUrl.of("https://shop.example/de")));
    assertThat(page.openGraph())
        .isEqualTo(Map.of("og:title", List.of("Shoe"), "product:price:amount", List.of("9")));
    assertThat(page.paging().next()).hasToString("https://shop.example/p/red-shoe?page=2");
    assertThat(page.images()).isEqualTo(new Page.Images(2, 1));
    assertThat(page.links())
        .containsExactly(new Page.Link(WebUrl.of("https://shop.example/c"), "C", true));
    assertThat(page.troubles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "301, /new, https://shop.example/new",
    "302, //other.example/x, https://other.example/x",
    "308, new, https://shop.example/p/new",
    "307, /caf\u00c3\u00a9, https://shop.example/caf%C3%A9",
    "303, mailto:a@b.example,",
    "200, /new,",
    "304, /new,",
  })
  void location_ofRedirects_isResolved(int status, String location, String url) {
    Page page = Pages.fields(status, Map.of("location", List.of(location)));

    assertThat(page.location()).isEqualTo(url == null ? null : WebUrl.of(url));
  }

  @Test
  void location_thatIsMissing_isATrouble() {
    assertThat(Pages.fields(301, Map.of()).troubles())
        .containsExactly("redirect: status 301 without a Location");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "image/png", "application/pdf"})
  void read_whatIsNoHtml_hasNothingOfHtml(String type) {
    Page page = Pages.html("<title>t</title>".getBytes(StandardCharsets.UTF_8), type);

    assertThat(page.html()).isFalse();
    assertThat(page.titles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"<p>x, true", "' <!doctype html>', true", "{}, false", "'', false"})
  void read_whatSaysNothingOfItself_isHtmlIfItBeginsLikeThat(String body, boolean html) {
    Page page = Pages.read(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));

    assertThat(page.html()).isEqualTo(html);
  }

  @ParameterizedTest
  @ValueSource(strings = {"div[", "", "a,", ":nope", "p >> "})
  void reader_withASelectorThatIsNone_saysWhich(String selector) {
    List<String> ignore = List.of(".csrf", selector);

    assertThatThrownBy(() -> new PageReader(ignore, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(selector + " (expected: a CSS selector such as #recently-viewed)");
  }

  @Test
  void read_withIgnoredElements_doesNotSeeThemNorWhatIsInThem() {
    String html =
        "<body><p>kept</p><div id=recent><h1>gone</h1><a href=/x>x</a></div><i class=csrf>t</i>";
    Page page =
        new PageReader(List.of("#recent", ".csrf, .other"), 1000)
            .read(
                new Answer(
                    Pages.URL, 200, Fields.NONE, html.getBytes(StandardCharsets.UTF_8), false, -1));

    assertThat(page.headings()).isEmpty();
    assertThat(page.links()).isEmpty();
    assertThat(page.text().beginning()).isEqualTo("kept");
  }

  @Test
  void read_whatWasCut_saysSo() {
    byte[] body = "<title>abc</title><p>def".getBytes(StandardCharsets.UTF_8);
    Answer cut = new Answer(Pages.URL, 200, Fields.NONE, body, true, 5);

    Page page = new PageReader(List.of(), 1000).read(cut);
    Page shorter = new PageReader(List.of(), 10).read(cut);

    assertThat(page.troubles())
        .containsExactly("body: cut after 24 bytes; what comes later was not looked at");
    assertThat(page.firstByteNanos()).isEqualTo(5);
    assertThat(shorter.titles()).containsExactly("abc");
    assertThat(shorter.troubles())
        .containsExactly("body: cut after 10 bytes; what comes later was not looked at");
  }

  /** Search engines read such a canonical as that of a version for print, feeds or phones. */
  @Test
  void read_canonicalOfAnotherVersion_isNone() {
    Page page =
        Pages.head(
            "<link rel=canonical href=/m media='(max-width: 640px)'>"
                + "<link rel=canonical href=/de hreflang=de><link rel=canonical href=/a>");

    assertThat(page.canonicals()).extracting(Page.Canonical::written).containsExactly("/a");
    assertThat(page.troubles())
        .containsExactly(
            "canonical: one with media names another version and is ignored",
            "canonical: one with hreflang names another version and is ignored");
  }
}
