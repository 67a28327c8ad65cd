package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** One format, written. */
interface RuleWriter {
  void write(List<RedirectRule> rules, Writer out, Losses losses) throws IOException;

  /** A rule as one or more lines; what it refuses is a loss. */
  @FunctionalInterface
  interface Text {
    String of(RedirectRule rule) throws Refusal;
  }

  /** Writes rule by rule. */
  static void each(List<RedirectRule> rules, Text text, Writer out, Losses losses)
      throws IOException {
    for (RedirectRule rule : rules) {
      try {
        out.write(text.of(rule));
      } catch (Refusal refusal) {
        losses.onLoss(rule, "left out: " + refusal.reason());
      }
    }
  }

  /** 301 where a format must name a status and the rule does not. */
  static int status(RedirectRule rule) {
    return rule.status() == RedirectRule.UNSAID ? 301 : rule.status();
  }
}
