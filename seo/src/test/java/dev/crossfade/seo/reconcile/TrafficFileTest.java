package dev.crossfade.seo.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficFileTest {
  private static final WebUrl SITE = WebUrl.of("https://shop.example/");

  @TempDir private Path folder;

  @Test
  void read_aTableOfHits_countsThem() throws IOException {
    List<String> hits =
        read(
            """
            url,hits
            https://shop.example/p/1,120
            /p/2,3
            "/p/3?a=1,2",4
            /p/4;5
            /logo.png,900
            what,ever
            """);

    assertThat(hits)
        .containsExactly(
            "/p/1 120 served",
            "/p/2 3 served",
            "/p/3?a=1,2 4 served",
            "/p/4 5 served",
            "1 skipped");
  }

  @Test
  void read_crossfadesLog_countsGetsOfPages() throws IOException {
    List<String> hits =
        read(
            """
            {"method":"GET","host":"shop.example","path":"/p/1","query":"utm_source=a&x=1","status":200}
            {"method":"POST","host":"shop.example","path":"/cart","status":200}
            {"method":"GET","host":"shop.example","path":"/old","status":404}
            {"method":"GET","host":"shop.example","path":"/a.css","status":200}
            {"torn
            """);

    assertThat(hits).containsExactly("/p/1?x=1 1 served", "/old 1 refused", "1 skipped");
  }

  @Test
  void read_aCombinedLogInAGzipFile_countsGetsOfPages() throws IOException {
    Path file = folder.resolve("access.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          """
          203.0.113.9 - - [30/Nov/2026:00:00:01 +0000] "GET /p/1?gclid=x HTTP/1.1" 200 512 "-" "Mozilla/5.0"
          203.0.113.9 - - [30/Nov/2026:00:00:02 +0000] "GET /gone HTTP/2.0" 410 0 "-" "Mozilla/5.0"
          203.0.113.9 - - [30/Nov/2026:00:00:03 +0000] "\\x16\\x03" 400 0 "-" "-"
          """
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(file)).containsExactly("/p/1 1 served", "/gone 1 refused", "1 skipped");
  }

  private List<String> read(String text) throws IOException {
    return read(Files.writeString(folder.resolve("traffic"), text));
  }

  private static List<String> read(Path file) throws IOException {
    List<String> hits = new ArrayList<>();
    long skipped =
        TrafficFile.read(
            file,
            SITE,
            (url, count, served) ->
                hits.add(url.target() + " " + count + (served ? " served" : " refused")));
    hits.add(skipped + " skipped");
    return hits;
  }
}
