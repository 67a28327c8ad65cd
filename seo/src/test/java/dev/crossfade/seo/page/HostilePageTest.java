package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages that are made to cost time or memory. The bound of time is there to catch what never ends.
 */
@Timeout(60)
class HostilePageTest {
  private static final int LARGE = 10 << 20;

  static Stream<Arguments> pages() {
    Map<String, Supplier<String>> pages =
        Map.ofEntries(
            Map.entry("elements nested 100,000 deep", () -> "<div>".repeat(100_000) + "x"),
            Map.entry("inline elements nested", () -> "<i>".repeat(100_000) + "x"),
            Map.entry("nothing but open paragraphs", () -> fill("<p>")),
            Map.entry("nothing but open links", () -> fill("<a href=x>")),
            Map.entry("formatting that is opened again", () -> fill("<b><i><u><p>")),
            Map.entry("misnested formatting", () -> fill("<a><p></a><b></p></b>")),
            Map.entry("lines in a table", () -> "<table>" + fill("<br>")),
            Map.entry("text in a table", () -> "<table>" + fill("<tr>a")),
            Map.entry("tables in tables", () -> fill("<table><tr><td>")),
            Map.entry("a flood of entities", () -> fill("&lt;&amp;&#x1f600;&notit;&")),
            Map.entry("a million links", () -> fill("<a href=/p>p</a>")),
            Map.entry("one element of a million attributes", () -> "<p " + fill("a%d=b ") + ">"),
            Map.entry("many elements of many attributes", () -> fill("<p " + attributes() + ">")),
            Map.entry("an attribute of megabytes", () -> "<a href='" + fill("x") + "'>y</a>"),
            Map.entry("a comment without end", () -> "<!--" + fill("-- ")),
            Map.entry(
                "a script without end", () -> "<script type=application/ld+json>" + fill("[")),
            Map.entry("brackets", () -> fill("<")),
            Map.entry("closing tags", () -> fill("</p>")),
            Map.entry("NUL", () -> fill("\0")),
            Map.entry("NUL within tags", () -> fill("<a\0b c\0d=\0>\0")),
            Map.entry("titles", () -> fill("<title>x</title>")),
            Map.entry("canonicals", () -> "<head>" + fill("<link rel=canonical href=/x>")),
            Map.entry("properties", () -> "<div itemscope>" + fill("<b itemprop=x>y</b>")),
            Map.entry("nested items", () -> fill("<div itemscope itemprop=x>y")),
            Map.entry("nested properties", () -> "<div itemscope>" + fill("<div itemprop=x>")),
            Map.entry(
                "items that refer to all", () -> fill("<div id=a itemscope itemref=a itemprop=b>")),
            Map.entry("nested types", () -> "<div vocab=x>" + fill("<div typeof=a property=b>")),
            Map.entry("articles", () -> fill("<article>x")),
            Map.entry("noscript", () -> fill("<noscript><p>")),
            Map.entry("templates", () -> fill("<template>")),
            Map.entry("svg", () -> fill("<svg><title><p>")),
            Map.entry("selects", () -> fill("<select><option><select>")),
            Map.entry("scripts", () -> fill("<script type=application/ld+json>{</script>")),
            Map.entry("words", () -> fill("a ")),
            Map.entry("one word", () -> fill("a")));
    return pages.entrySet().stream().map(page -> Arguments.of(page.getKey(), page.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void read_ofTenMegabytes_ends(String name, Supplier<String> html) {
    Page page = Pages.html(html.get());

    assertThat(page.html()).as(name).isTrue();
    assertThat(page.links().size()).isLessThanOrEqualTo(5_000);
    assertThat(page.troubles().size()).isLessThanOrEqualTo(21);
    assertThat(page.structured().everyItem().size()).isLessThan(60_000);
  }

  @Test
  void read_ofBytesThatAreNoText_ends() {
    byte[] bytes = new byte[1 << 20];
    new Random(1).nextBytes(bytes);
    for (String charset : new String[] {"", "; charset=utf-16", "; charset=iso-2022-jp"}) {
      assertThat(Pages.html(bytes, "text/html" + charset).html()).isTrue();
    }
  }

  @Test
  void read_ofNothing_isAPageThatSaysNothing() {
    Page page = Pages.html("");

    assertThat(page.titles()).isEmpty();
    assertThat(page.text().words()).isZero();
    assertThat(page.troubles()).isEmpty();
  }

  @Test
  void read_ofMoreTagsThanAreLookedAt_saysSo() {
    assertThat(Pages.html("<br>".repeat(100_001)).troubles())
        .containsExactly("body: more than 100000 tags; the rest was not looked at");
  }

  @Test
  void read_ofMoreLinksThanAreKept_saysSo() {
    Page page = Pages.html("<a href=/a>a</a>".repeat(5_001));

    assertThat(page.links()).hasSize(5_000);
    assertThat(page.troubles()).containsExactly("links: more than 5000; the rest was left");
  }

  @Test
  void read_ofHugeFields_ends() {
    byte[] none = "".getBytes(StandardCharsets.UTF_8);
    for (String value : new String[] {"<", "<a>;", "a:", ",", "\"", "a=b;", "<a>;rel=alternate;"}) {
      String huge = value.repeat(100_000);
      Map<String, List<String>> fields =
          Map.of(
              "Link", List.of(huge),
              "X-Robots-Tag", List.of(huge),
              "Cache-Control", List.of(huge),
              "Vary", List.of(huge),
              "Location", List.of(huge),
              "Content-Type", List.of(huge));

      assertThat(Pages.read(301, fields, none).status()).isEqualTo(301);
    }
  }

  /** A short id on a page with a long address is a long id. */
  @Test
  void read_ofManyIdsOnAPageWithALongAddress_keepsLittle() {
    String things = "{'@type':'A','@id':'#a'},".repeat(9_000).replace('\'', '"');
    String html = "<script type=application/ld+json>[" + things + "{}]</script>";
    Answer answer =
        new Answer(
            WebUrl.of("https://shop.example/?" + "a".repeat(15_000)),
            200,
            Fields.NONE,
            html.getBytes(StandardCharsets.UTF_8),
            false,
            -1);

    Page page = new PageReader(List.of(), LARGE).read(answer);

    List<String> ids = page.structured().items().stream().map(item -> "" + item.id()).toList();
    assertThat(ids).hasSize(9_000);
    assertThat(ids.stream().mapToLong(String::length).sum()).isLessThan(20_000_000);
  }

  private static String fill(String piece) {
    if (!piece.contains("%d")) {
      return piece.repeat(LARGE / piece.length());
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; all.length() < LARGE; i++) {
      all.append(piece.replace("%d", "" + i));
    }
    return all.toString();
  }

  private static String attributes() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 512; i++) {
      all.append('a').append(i).append(' ');
    }
    return all.toString();
  }

  /** A short link on a page with a long base is a long address. */
  @Test
  void read_ofManyLinksBelowALongBase_keepsLittle() {
    String base = "<base href='/" + "a".repeat(15_000) + "/'>";
    Page page = Pages.html(base + "<a href=b>b</a>".repeat(5_000));

    long kept = page.links().stream().mapToLong(link -> link.url().toString().length()).sum();
    assertThat(kept).isLessThan(20_000_000);
    assertThat(page.troubles()).isNotEmpty();
  }
}
