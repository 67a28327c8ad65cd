package dev.crossfade.seo.audit.parity;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What legacy contradicts in itself. Of each template some pages on which something was found are
 * asked of legacy once more; where it then says something else by the same rule on most of them,
 * that rule says nothing about next there.
 */
final class Noise {
  /** Pages of a template that are asked twice at most. */
  static final int SAMPLE = 20;

  private static final double MOST = 0.5;

  private final Map<Key, Integer> looked = new HashMap<>();
  private final Map<Key, Integer> contradicted = new HashMap<>();

  private record Key(Rule rule, String template) {}

  /** A rule found something on a page that legacy was asked for twice. */
  void looked(Rule rule, String template, boolean contradicts) {
    Key key = new Key(rule, template);
    looked.merge(key, 1, Integer::sum);
    if (contradicts) {
      contradicted.merge(key, 1, Integer::sum);
    }
  }

  /** Whether it is about next, and not about how legacy differs from itself. */
  boolean stands(Finding finding) {
    return !isNoisy(new Key(finding.rule(), finding.template()));
  }

  private boolean isNoisy(Key key) {
    int times = looked.getOrDefault(key, 0);
    return times > 0 && contradicted.getOrDefault(key, 0) > MOST * times;
  }

  /** What is not told for it, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    contradicted.forEach(
        (key, times) -> {
          if (isNoisy(key)) {
            notes.add(
                "%s on %s pages is not told: legacy contradicts itself there (%d of %d pages asked twice)."
                    .formatted(key.rule(), key.template(), times, looked.get(key)));
          }
        });
    notes.sort(String::compareTo);
    return notes;
  }
}
