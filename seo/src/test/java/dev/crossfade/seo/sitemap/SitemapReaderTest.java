package dev.crossfade.seo.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.url.WebUrl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapReaderTest {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      """;

  @Test
  void read_50000UrlsInAGzipFile_areAllThereAndRight() throws IOException {
    byte[] map = gzip(map(50_000, SitemapReaderTest::entry));

    CollectedMap read = CollectedMap.of(map);

    assertThat(read.problems).isEmpty();
    assertThat(read.pages).hasSize(50_000);
    assertThat(read.pages.getLast().url()).hasToString("https://shop.example/p/49999");
    assertThat(read.pages.getLast().line()).isEqualTo(50_002);
    assertThat(read.summary().compressed()).isTrue();
  }

  @Test
  void read_50001Urls_areTooMany() {
    CollectedMap read = CollectedMap.of(map(50_001, SitemapReaderTest::entry));

    assertThat(read.problems)
        .containsExactly(
            new SitemapSink.Problem(
                Rule.MAP_LIMIT, 0, "", "has 50001 entries (expected: at most 50,000)"));
    assertThat(read.pages).hasSize(50_001);
  }

  @Test
  void read_anIndexOf50001Maps_isTooLarge() {
    StringBuilder index =
        new StringBuilder("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for (int i = 0; i <= 50_000; i++) {
      index.append("<sitemap><loc>https://shop.example/").append(i).append("</loc></sitemap>");
    }
    CollectedMap read = CollectedMap.of(bytes(index + "</sitemapindex>"));

    assertThat(read.problems).extracting(SitemapSink.Problem::rule).containsExactly(Rule.MAP_LIMIT);
    assertThat(read.summary().kind()).isEqualTo(SitemapKind.INDEX);
  }

  @Test
  void read_moreThan50MegabytesUncompressed_areToldAndNotRead() throws IOException {
    String filler = "x".repeat(1_500);
    byte[] large = gzip(map(36_000, i -> entry(i).replace("</loc>", "?" + filler + "</loc>")));

    CollectedMap read = CollectedMap.of(large);

    assertThat(large).hasSizeLessThan(2 << 20);
    assertThat(read.problems)
        .extracting(SitemapSink.Problem::message)
        .containsExactly("has more than 50 MB without compression; the rest is not read");
    assertThat(read.summary().bytes()).isEqualTo(SitemapReader.MOST_BYTES);
  }

  @Test
  void read_aGzipBombOfSpaces_endsAtItsLimit() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      out.write(bytes(HEAD));
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 200; i++) {
        out.write(spaces);
      }
    }

    CollectedMap read = CollectedMap.of(bomb.toByteArray());

    assertThat(read.lines).anyMatch(line -> line.contains("more than 1 MB without a tag"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 12, 1_000, 3_000})
  void read_aGzipFileThatEndsEarly_tellsSoAndKeepsWhatItSaid(int kept) throws IOException {
    byte[] map = gzip(map(2_000, SitemapReaderTest::entry));

    CollectedMap read = CollectedMap.of(Arrays.copyOf(map, kept));

    assertThat(read.problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rule()).isEqualTo(Rule.MAP_SYNTAX);
              assertThat(problem.message()).startsWith("the gzip file is broken or ends early");
            });
    assertThat(read.pages.isEmpty()).isEqualTo(kept < 1_000);
  }

  @Test
  void read_aGzipFileOfRubbish_isNone() {
    byte[] rubbish = bytes("\u001f__________________________");
    rubbish[1] = (byte) 0x8b;

    assertThat(CollectedMap.of(rubbish).problems)
        .singleElement()
        .satisfies(it -> assertThat(it.message()).startsWith("the gzip file is broken"));
  }

  @Test
  void read_aConnectionThatBreaks_tellsWhereItWas() {
    byte[] map = map(5_000, SitemapReaderTest::entry);
    InputStream breaking =
        new SequenceInputStream(
            new ByteArrayInputStream(map, 0, 200_000),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] into, int from, int length) throws IOException {
                return read();
              }
            });

    CollectedMap read = CollectedMap.of(breaking, CollectedMap.SCOPE);

    assertThat(read.problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains("connection reset");
              assertThat(problem.line()).isGreaterThan(1_000);
            });
  }

  @Test
  void read_utf16_isReadAndTold() {
    String map = new String(map(1, SitemapReaderTest::entry), StandardCharsets.UTF_8);
    byte[] wide = map.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16);

    CollectedMap read = CollectedMap.of(wide);

    assertThat(read.pages).hasSize(1);
    assertThat(read.problems)
        .extracting(SitemapSink.Problem::message)
        .containsExactly("is encoded in UTF-16 (expected: UTF-8)");
  }

  @Test
  void read_aMapInAFolder_mayListOnlyWhatIsInIt() {
    MapScope folder =
        MapScope.of(WebUrl.of("https://shop.example/blog/map.xml"), CollectedMap.SCOPE.now());
    byte[] map = map(3, SitemapReaderTest::entry);

    CollectedMap alone = CollectedMap.of(new ByteArrayInputStream(map), folder);
    CollectedMap named = CollectedMap.of(new ByteArrayInputStream(map), folder.trusted());

    assertThat(alone.problems)
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("3 entries are outside", "/blog/"));
    assertThat(named.problems).isEmpty();
  }

  @Test
  void read_moreImagesAndNewsThanAllowed_areTooMany() {
    String images = "<i:image><i:loc>https://a.example/1</i:loc></i:image>".repeat(1_001);
    String news = "<n:news><n:title>A</n:title></n:news>".repeat(1_001);
    byte[] map =
        bytes(
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
                + " xmlns:i=\"http://www.google.com/schemas/sitemap-image/1.1\""
                + " xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\">"
                + "<url><loc>https://shop.example/</loc>"
                + images
                + news
                + "</url></urlset>");

    CollectedMap read = CollectedMap.of(map);

    assertThat(read.summary().images()).isEqualTo(1_001);
    assertThat(read.problems)
        .extracting(SitemapSink.Problem::message)
        .containsExactly(
            "has more than 1,000 images for one page", "has more than 1,000 articles of news");
  }

  @Test
  void hashedUrls_ofAMillion_areEachThereOnce() {
    HashedUrls urls = new HashedUrls();
    for (int i = 0; i < 1_000_000; i++) {
      urls.add("https://shop.example/p/" + i);
    }

    assertThat(urls.size()).isEqualTo(1_000_000);
    assertThat(urls.add("https://shop.example/p/77")).isFalse();
    assertThat(urls.contains("https://shop.example/p/999999")).isTrue();
    assertThat(urls.contains("https://shop.example/p/1000000")).isFalse();
  }

  private static String entry(int number) {
    return "<url><loc>https://shop.example/p/" + number + "</loc></url>\n";
  }

  private static byte[] map(int entries, IntFunction<String> entry) {
    StringBuilder map = new StringBuilder(HEAD);
    for (int i = 0; i < entries; i++) {
      map.append(entry.apply(i));
    }
    return bytes(map + "</urlset>\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
