package dev.crossfade.seo.live;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Pages;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often legacy contradicts itself, beside how often next contradicts legacy, by template and
 * rule. Thread-safe. Bounded: the template that was not asked for longest is forgotten.
 *
 * <p>A probe compares two answers of legacy; whatever a rule finds in them is noise. Where there is
 * some, a rule counts only if next breaks it clearly more often: the lower bound of next's rate is
 * above the upper bound of legacy's (Wilson's bounds, 95 % each). Contradictions in less than one
 * probe in two hundred are the floor: they are taken for none. What was seen fades, so that a
 * storefront that stops flickering is believed again.
 */
final class NoiseRates {
  private static final int MOST_PAGES = 2_000;
  private static final double FLOOR = 0.005;

  /** So the last two hundred of each kind have most of the weight. */
  private static final double KEPT = 0.995;

  private final Map<Pages, Rates> byPages = new LinkedHashMap<>(16, 0.75f, true);

  /** What was seen of pages that are built alike, by the weight that it has left. */
  private static final class Rates {
    private double probes;
    private double pairs;
    private long probesEver;
    private long pairsEver;
    private final Map<Rule, Double> contradicted = new EnumMap<>(Rule.class);
    private final Map<Rule, Double> found = new EnumMap<>(Rule.class);
  }

  /** Two answers of legacy were compared. */
  synchronized void onProbe(Pages pages, List<Finding> findings) {
    Rates rates = of(pages);
    rates.probes = rates.probes * KEPT + 1;
    rates.probesEver++;
    add(rates.contradicted, findings);
  }

  /** An answer of next was compared with legacy's. */
  synchronized void onPair(Pages pages, List<Finding> findings) {
    Rates rates = of(pages);
    rates.pairs = rates.pairs * KEPT + 1;
    rates.pairsEver++;
    add(rates.found, findings);
  }

  private static void add(Map<Rule, Double> weights, List<Finding> findings) {
    weights.replaceAll((_, weight) -> weight * KEPT);
    findings.forEach(finding -> weights.merge(finding.rule(), 1.0, Double::sum));
  }

  /** Whether what this rule finds cannot be told from what legacy does by itself. */
  synchronized boolean isNoise(Pages pages, Rule rule) {
    Rates rates = byPages.get(pages);
    if (rates == null) {
      return false;
    }
    double contradicted = rates.contradicted.getOrDefault(rule, 0.0);
    if (contradicted / Math.max(1, rates.probes) < FLOOR) {
      return false;
    }
    double found = rates.found.getOrDefault(rule, 0.0);
    return Wilson.lower(found, rates.pairs) <= Wilson.upper(contradicted, rates.probes);
  }

  /**
   * Whether legacy should be asked twice for the next such page: for the first one, then for one in
   * four.
   */
  synchronized boolean wantsProbe(Pages pages) {
    Rates rates = byPages.get(pages);
    return rates == null || rates.probesEver * 4 <= rates.pairsEver;
  }

  private Rates of(Pages pages) {
    Rates rates = byPages.computeIfAbsent(pages, _ -> new Rates());
    if (byPages.size() > MOST_PAGES) {
      byPages.remove(byPages.keySet().iterator().next());
    }
    return rates;
  }
}
