package dev.crossfade.seo.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of addresses as people have them. */
class UrlListTest {
  @TempDir Path folder;

  private final List<String> urls = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private void read(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("urls.txt"), bytes);
    UrlList.read(
        file,
        WebUrl.of("https://shop.example"),
        new UrlList.Sink() {
          @Override
          public void onUrl(WebUrl url, String place) {
            urls.add(url + " " + place.substring(place.lastIndexOf(':') + 1));
          }

          @Override
          public void onProblem(String message) {
            problems.add(message);
          }
        });
  }

  private void read(String text) throws Exception {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void lines_areUrlsOrPaths() throws Exception {
    read("\ufeff/a\r\nhttps://other.example/b?x=1,2\n\n# no\n  /größe  \n/last");

    assertThat(urls)
        .containsExactly(
            "https://shop.example/a 1",
            "https://other.example/b?x=1,2 2",
            "https://shop.example/gr%C3%B6%C3%9Fe 5",
            "https://shop.example/last 6");
    assertThat(problems).isEmpty();
  }

  @Test
  void aTableOfASearchConsole_isReadByItsHeader() throws Exception {
    read("Top pages,Clicks\nhttps://shop.example/a,12\n\"https://shop.example/b,c\",3\n");

    assertThat(urls).containsExactly("https://shop.example/a 2", "https://shop.example/b,c 3");
  }

  @Test
  void aTableWithItsAddressesLater_isReadByItsHeader() throws Exception {
    read("hits;URL;status\n12;/a;200\n3;/b;404\n");

    assertThat(urls).containsExactly("https://shop.example/a 2", "https://shop.example/b 3");
  }

  @Test
  void whatIsNoAddress_isAProblemWithItsLine() throws Exception {
    read("/a\nrubbish\nftp://shop.example/\n/b\n");

    assertThat(urls).hasSize(2);
    assertThat(problems).hasSize(2);
    assertThat(problems.getFirst())
        .endsWith("urls.txt:2: rubbish (expected: a URL or a path such as /c/shoes)");
  }

  @Test
  void anyBytes_areReadToTheirEnd() throws Exception {
    byte[] bytes = new byte[300_000];
    new java.util.Random(1).nextBytes(bytes);
    read(bytes);

    assertThat(problems).isNotEmpty();
  }

  @Test
  void nothing_isNothing() throws Exception {
    read("");

    assertThat(urls).isEmpty();
    assertThat(problems).isEmpty();
  }
}
