package dev.crossfade.routing.redirects.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read back the same, but for what the writer said it cannot say. */
class RoundTripTest {
  private static final int SEEDS = 200;

  private record Written(String text, Set<RedirectRule> losses, int leftOut) {}

  private static Written write(List<RedirectRule> rules, Format format) throws IOException {
    StringWriter text = new StringWriter();
    Set<RedirectRule> losses = new HashSet<>();
    int[] leftOut = {0};
    RedirectWriter.write(
        rules,
        format,
        text,
        (rule, why) -> {
          losses.add(rule);
          leftOut[0] += why.startsWith("left out: ") ? 1 : 0;
        });
    return new Written(text.toString(), losses, leftOut[0]);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void rules_writtenAndRead_areTheSame(Format format) throws IOException {
    int kept = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      List<RedirectRule> rules = new RandomRules(seed).some(20);
      Written written = write(rules, format);

      Collected read = Collected.of(written.text(), format);

      assertThat(read.problems).as("seed %d:%n%s", seed, written.text()).isEmpty();
      assertThat(read.rules)
          .as("seed %d:%n%s", seed, written.text())
          .hasSize(rules.size() - written.leftOut());
      List<String> expected = new ArrayList<>();
      rules.stream()
          .filter(rule -> !written.losses().contains(rule))
          .forEach(rule -> expected.add(as(format, rule)));
      assertThat(read.rules.stream().map(rule -> as(format, rule)).toList())
          .as("seed %d:%n%s", seed, written.text())
          .containsAll(expected);
      kept += expected.size();
    }
    assertThat(kept).as("rules that %s can say", format).isGreaterThan(200);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void whatWasRead_writtenAndReadAgain_losesNothingMore(Format format) throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<RedirectRule> once =
          Collected.of(write(new RandomRules(seed).some(20), format).text(), format).rules;

      Written again = write(once, format);

      assertThat(again.leftOut()).as("seed %d:%n%s", seed, again.text()).isZero();
      assertThat(write(Collected.of(again.text(), format).rules, format).text())
          .isEqualTo(again.text());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void written_withoutRules_isReadAsNone(Format format) throws IOException {
    Collected read = Collected.of(write(List.of(), format).text(), format);

    assertThat(read.lines).isEmpty();
  }

  @Test
  void json_losesNothing() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(write(new RandomRules(seed).some(20), Format.JSON).losses()).isEmpty();
    }
  }

  /** What a format leaves to who reads it: a status that goes without saying, the own host. */
  private static String as(Format format, RedirectRule rule) {
    boolean always301 = format == Format.SHOPIFY || format == Format.MDN;
    boolean names301 =
        format == Format.APACHE || format == Format.CLOUDFLARE || format == Format.WORDPRESS;
    int status = rule.status();
    status = always301 && status == 301 ? 0 : names301 && status == 0 ? 301 : status;
    String host = rule.source().host();
    String target = rule.target();
    if (format == Format.CLOUDFLARE && target.startsWith("/") && host != null) {
      target = "https://" + host + target;
    }
    Source source = rule.source();
    return Collected.text(new RedirectRule(source, target, status, rule.place()));
  }
}
