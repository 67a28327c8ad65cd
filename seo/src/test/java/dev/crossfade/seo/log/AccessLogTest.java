package dev.crossfade.seo.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.log.AccessLog.Format;
import dev.crossfade.seo.log.AccessLog.Tally;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {
  private static final String COMBINED =
      "66.249.66.1 - frank [10/Oct/2026:13:55:36 -0700] \"GET /p/1?a=b HTTP/1.1\" 200 2326"
          + " \"https://www.example/\" \"Mozilla/5.0 (compatible; Googlebot/2.1)\"";
  private static final String OURS =
      "{\"ts\":\"2026-10-10T20:55:36Z\",\"client\":\"66.249.66.1\",\"method\":\"GET\","
          + "\"host\":\"www.example\",\"path\":\"/p/1\",\"query\":\"a=b\",\"status\":200,"
          + "\"backend\":\"next\",\"crawler\":\"googlebot\",\"ua\":\"Googlebot/2.1\"}";

  @TempDir Path folder;

  private final List<AccessLine> read = new ArrayList<>();

  private Tally read(String text) throws IOException {
    return AccessLog.read(new ByteArrayInputStream(text.getBytes(UTF_8)), Format.AUTO, read::add);
  }

  @Test
  void read_combinedLine_tellsWhoAskedForWhat() throws IOException {
    read(COMBINED + "\n");
    AccessLine line = read.getFirst();
    assertThat(line.at()).isEqualTo("2026-10-10T20:55:36Z");
    assertThat(line.client()).hasToString("/66.249.66.1");
    assertThat(line.method() + " " + line.path() + " " + line.query()).isEqualTo("GET /p/1 a=b");
    assertThat(line.status()).isEqualTo(200);
    assertThat(line.agent()).contains("Googlebot");
    assertThat(line.host()).isNull();
    assertThat(line.backend()).isNull();
  }

  @Test
  void read_lineWithVirtualHost_tellsTheHost() throws IOException {
    read("www.example:443 " + COMBINED);
    assertThat(read.getFirst().host()).isEqualTo("www.example");
    assertThat(read.getFirst().client()).hasToString("/66.249.66.1");
  }

  @Test
  void read_ourOwnLine_tellsStorefrontAndCrawler() throws IOException {
    read(OURS);
    AccessLine line = read.getFirst();
    assertThat(line.backend()).isEqualTo("next");
    assertThat(line.crawler()).isEqualTo("googlebot");
    assertThat(line.host()).isEqualTo("www.example");
    assertThat(line.query()).isEqualTo("a=b");
  }

  @Test
  void read_bothFormatsInOneFile_areBothRead() throws IOException {
    assertThat(read(COMBINED + "\r\n\n" + OURS + "\n")).isEqualTo(new Tally(2, 0, 0));
  }

  @Test
  void read_quotesAndAbsoluteTargets_areUnderstood() throws IOException {
    read(
        "::1 - - [01/Jan/2026:00:00:00 +0000] \"GET http://a.example/x?y HTTP/1.1\" 301 -"
            + " \"-\" \"a \\\"quoted\\\" agent\"");
    AccessLine line = read.getFirst();
    assertThat(line.path()).isEqualTo("/x");
    assertThat(line.agent()).isEqualTo("a \"quoted\" agent");
  }

  @Test
  void read_commonFormatWithoutAgent_isRead() throws IOException {
    read("10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.0\" 404 12");
    assertThat(read.getFirst().agent()).isNull();
    assertThat(read.getFirst().status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{\"ts\":\"yesterday\",\"path\":\"/\",\"method\":\"GET\"}",
        "{\"ts\":",
        "{}",
        "1.1.1.1 - - [32/Foo/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1",
        "1.1.1.1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" abc 1",
        "1.1.1.1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1 200 1",
        "[01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1",
      })
  void read_whatIsNoLine_isCountedWithItsNumber(String line) throws IOException {
    assertThat(read(COMBINED + "\n" + line + "\n" + COMBINED)).isEqualTo(new Tally(3, 1, 2));
    assertThat(read).hasSize(2);
  }

  @Test
  void read_lineWithoutEnd_isNotHeldInMemory() throws IOException {
    assertThat(read("x".repeat(3 << 20) + "\n" + OURS)).isEqualTo(new Tally(2, 1, 1));
  }

  @Test
  void read_packedFile_isUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write((COMBINED + "\n" + OURS + "\n").getBytes(UTF_8));
    }
    Path file = Files.write(folder.resolve("access.log.gz"), packed.toByteArray());
    assertThat(AccessLog.read(file, Format.AUTO, read::add).lines()).isEqualTo(2);
  }

  @Test
  void read_damagedPacking_isAnError() throws IOException {
    Path file = Files.write(folder.resolve("access.log.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThatThrownBy(() -> AccessLog.read(file, Format.AUTO, read::add))
        .isInstanceOf(IOException.class);
  }

  @Test
  void read_emptyFile_hasNoLines() throws IOException {
    assertThat(read("")).isEqualTo(new Tally(0, 0, 0));
  }
}
