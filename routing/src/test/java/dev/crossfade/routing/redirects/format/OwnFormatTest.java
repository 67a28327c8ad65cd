package dev.crossfade.routing.redirects.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFormatTest {
  private static List<RedirectRule> read(String text, Format format) throws IOException {
    List<RedirectRule> rules = new ArrayList<>();
    RedirectReader.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        "f",
        format,
        new RuleSink() {
          @Override
          public void onRule(RedirectRule rule) {
            rules.add(rule);
          }

          @Override
          public void onProblem(Place place, String message) {
            throw new AssertionError(place + ": " + message);
          }
        });
    return rules;
  }

  @Test
  void table_ofRows_readsBackAsTheSame() throws IOException {
    String text =
        "source,target,status\n/a,\"/b,c\",301\nhttps://m.shop/x?y=1,/z,\n/old/*,/new/,\n/gone,,410\n";
    StringWriter out = new StringWriter();
    OwnFormat table = OwnFormat.table(out);
    for (RedirectRule rule : read(text, Format.CSV)) {
      assertThat(OwnFormat.isRow(rule)).isTrue();
      table.write(rule);
    }
    assertThat(out).hasToString(text);
  }

  @Test
  void lines_ofWhatARowCannotSay_readBackAsTheSame() throws IOException {
    String text =
        """
        {"match":"pattern","source":"^/p(\\\\d+)$","target":"/q/$1"}
        {"match":"prefix","source":"/blog","target":"/news","status":302}
        {"source":"/star/*","target":"/t"}
        """;
    StringWriter out = new StringWriter();
    OwnFormat lines = OwnFormat.lines(out);
    for (RedirectRule rule : read(text, Format.JSONL)) {
      assertThat(OwnFormat.isRow(rule)).as(rule.toString()).isFalse();
      lines.write(rule);
    }
    assertThat(out).hasToString(text);
  }
}
