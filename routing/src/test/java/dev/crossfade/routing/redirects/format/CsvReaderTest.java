package dev.crossfade.routing.redirects.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private final List<String> rules = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private void read(String text) throws IOException {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  private void read(byte[] bytes) throws IOException {
    CsvReader.read(
        "map.csv",
        new ByteArrayInputStream(bytes),
        new RuleSink() {
          @Override
          public void onRule(RedirectRule rule) {
            rules.add(
                rule.place().line() + " " + rule.source() + " " + rule.target() + rule.status());
          }

          @Override
          public void onProblem(Place place, String message) {
            problems.add(place + ": " + message);
          }
        });
  }

  @Test
  void read_everyWayToWriteIt_findsTheRules() throws IOException {
    read(
        "\ufeffSource,Target,Status\r\n"
            + "/a,/b,301\r\n\r\n"
            + "# by hand\n"
            + "\"/c\",\"/d,\"\"e\"\"\"\n"
            + "https://WWW.shop.example/é?x=1, /f ,410\n"
            + "/blog/*,https://blog.example/,302\n"
            + "/gone,");

    assertThat(problems).isEmpty();
    assertThat(rules)
        .containsExactly(
            "2 Exact[host=null, path=/a, query=null] /b301",
            "5 Exact[host=null, path=/c, query=null] /d,%22e%220",
            "6 Exact[host=www.shop.example, path=/%C3%A9, query=x=1] /f410",
            "7 Prefix[host=null, path=/blog/] https://blog.example/302",
            "8 Exact[host=null, path=/gone, query=null] 0");
  }

  @Test
  void read_badLines_tellsEachAndGoesOn() throws IOException {
    read("a,b\n/a\n/a,/b,404\n/a,\"/b\n/a,javascript:x\n/a,/b,301,x\n\"/a\"x,/b\n/ok,/b");

    assertThat(problems)
        .containsExactly(
            "map.csv:1: source: a (expected: a path or a URL of http or https, without fragment)",
            "map.csv:2: 1 fields (expected: source,target,status)",
            "map.csv:3: status: 404 (expected: 301, 302, 303, 307, 308, 410 or nothing)",
            "map.csv:4: a quote that does not end in its line (expected: \" at the end of the"
                + " field)",
            "map.csv:5: target: javascript:x (expected: a path or a URL of http or https)",
            "map.csv:6: 4 fields (expected: source,target,status)",
            "map.csv:7: text behind a quoted field (expected: a comma)");
    assertThat(rules).hasSize(1);
  }

  @Test
  void read_bytesOfAnotherEncoding_isAProblem() throws IOException {
    read("/caf\u00e9,/b\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems).containsExactly("map.csv:1: bytes that are no UTF-8 (expected: UTF-8)");
  }

  @Test
  void read_lineWithoutEnd_takesNoMemoryAndGoesOn() throws IOException {
    read("/a,/b\n" + "x".repeat(1 << 20) + "\n/c,/d\n");

    assertThat(problems)
        .containsExactly(
            "map.csv:2: line of more than 32768 bytes (expected: source,target,status)");
    assertThat(rules).hasSize(2).last().asString().startsWith("3 ");
  }

  @Test
  void read_manyLines_countsEachOverTheWindows() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 50_000; i++) {
      text.append("/old/").append(i).append(",/new/").append(i).append('\n');
    }
    read(text.toString());

    assertThat(rules).hasSize(50_000).last().asString().startsWith("50000 ");
  }
}
