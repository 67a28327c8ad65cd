package dev.crossfade.seo.parity;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one rule found on one pair: becomes one finding, however much it is. One thread. */
final class Noted implements Notes {
  private static final int MOST = 8;

  private final Set<String> legacies = new LinkedHashSet<>();
  private final Set<String> nexts = new LinkedHashSet<>();
  private final Set<String> messages = new LinkedHashSet<>();
  private final Set<String> evidences = new LinkedHashSet<>();

  @Override
  public void add(String legacy, String next, String message, String evidence) {
    if (messages.size() == MOST) {
      return;
    }
    keep(legacies, legacy);
    keep(nexts, next);
    messages.add(message);
    keep(evidences, evidence);
  }

  private static void keep(Set<String> all, String text) {
    if (!text.isEmpty()) {
      all.add(text);
    }
  }

  void addTo(List<Finding> findings, Rule rule, Severity severity, String url, String template) {
    if (!messages.isEmpty()) {
      findings.add(
          new Finding(
              rule,
              severity,
              url,
              template,
              String.join(" · ", legacies),
              String.join(" · ", nexts),
              String.join("; ", messages),
              String.join("\n", evidences)));
    }
  }
}
