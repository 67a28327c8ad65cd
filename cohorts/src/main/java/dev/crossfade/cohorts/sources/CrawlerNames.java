package dev.crossfade.cohorts.sources;

import dev.crossfade.cohorts.crawlers.KnownCrawlers;
import dev.crossfade.config.model.Cohort;
import dev.crossfade.config.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether cohorts name crawlers that there are: one that is mistyped would hold for nobody. */
final class CrawlerNames {
  private static final Set<String> WORDS = Set.of("any", "verified");

  private CrawlerNames() {}

  static void check(Map<String, Cohort> cohorts, List<String> problems) {
    cohorts.forEach((name, cohort) -> check("cohorts." + name, cohort, problems));
  }

  private static void check(String path, Cohort cohort, List<String> problems) {
    String crawler = cohort.crawler();
    if (crawler != null && !WORDS.contains(crawler) && !KnownCrawlers.names().contains(crawler)) {
      problems.add(
          path
              + ".crawler: \""
              + crawler
              + "\" is not known"
              + Suggestion.of(crawler, KnownCrawlers.names(), "any or verified"));
    }
    for (int i = 0; i < cohort.any().size(); i++) {
      check(path + ".any[" + i + "]", cohort.any().get(i), problems);
    }
    if (cohort.negated() != null) {
      check(path + ".not", cohort.negated(), problems);
    }
  }
}
