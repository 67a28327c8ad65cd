package dev.crossfade.seo.live;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.GuardWatch.Look;
import dev.crossfade.seo.live.Pairing.Purpose;
import dev.crossfade.seo.live.ParityNews.Miss;
import dev.crossfade.seo.live.group.Comparison;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.sampling.Sampler;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.parity.Site.Side;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a pair of answers means: for noise, for groups of findings, for guards. On the bench.
 */
final class Judge {
  private final PairReader reader;
  private final NoiseRates noise;
  private final Groups groups;
  private final ParityNews news;
  private final GuardWatch guards;
  private final Clock clock;

  Judge(
      PairReader reader,
      NoiseRates noise,
      Groups groups,
      ParityNews news,
      GuardWatch guards,
      Clock clock) {
    this.reader = reader;
    this.noise = noise;
    this.groups = groups;
    this.news = news;
    this.guards = guards;
    this.clock = clock;
  }

  /** A page could not be compared. From any thread. */
  void onMissed(PageRequest page, Purpose purpose, Miss why, boolean legacy) {
    boolean ill = legacy && (why == Miss.FAILED || why == Miss.DOWN);
    if (purpose == Purpose.CHECK && ill) {
      guards.onChecked(page, Look.LEGACY_ILL, "", clock.instant());
    }
    news.onMiss(page.of().unit(), why);
  }

  /** What a storefront says where there is nothing. */
  void learnNothing(Side side, PageRequest nothing, Reply.Answered answered) {
    Page page = reader.read(nothing, answered);
    if (page != null) {
      reader.onNotFound(side, page);
    }
  }

  void judge(Pairing pair, Sampler sampler) {
    PageRequest request = pair.page();
    Page legacy = reader.read(request, pair.legacy());
    Page next = reader.read(request, pair.next());
    if (legacy == null || next == null) {
      news.onMiss(request.of().unit(), Miss.UNREADABLE);
      return;
    }
    List<Finding> findings = reader.compare(request, legacy, next);
    if (pair.purpose() == Purpose.CHECK) {
      check(request, legacy, findings);
    } else {
      count(pair, sampler, legacy, without(contradictions(pair, legacy), findings));
    }
  }

  /** What legacy contradicts on this very page; also taken down for all of the template. */
  private Set<Rule> contradictions(Pairing pair, Page legacy) {
    Reply.Answered twice = pair.again();
    if (twice != null && twice.isAs(pair.legacy())) {
      noise.onProbe(pair.page().of(), List.of());
      return Set.of();
    }
    Page again = twice == null ? null : reader.read(pair.page(), twice);
    if (again == null) {
      return Set.of();
    }
    List<Finding> found = reader.contradictions(pair.page(), legacy, again);
    noise.onProbe(pair.page().of(), found);
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    found.forEach(finding -> rules.add(finding.rule()));
    return rules;
  }

  private static List<Finding> without(Set<Rule> rules, List<Finding> findings) {
    return findings.stream().filter(finding -> !rules.contains(finding.rule())).toList();
  }

  private void count(Pairing pair, Sampler sampler, Page legacy, List<Finding> findings) {
    PageRequest request = pair.page();
    Instant now = clock.instant();
    noise.onPair(request.of(), findings);
    Comparison comparison =
        groups.onCompared(
            request.of(),
            findings,
            sampler.takeTraffic(request.of()),
            rule -> noise.isNoise(request.of(), rule),
            now);
    news.onCompared(request.of(), comparison);
    Set<Rule> guarded = guards.rules(request.of().unit());
    if (!guarded.isEmpty()) {
      Rule broken = null;
      for (FindingGroup group : comparison.counted()) {
        if (guarded.contains(group.rule()) && LiveSettings.isGrave(group.severity())) {
          broken = group.rule();
        }
      }
      guards.onCompared(request, look(legacy, broken), what(broken, request), now);
    }
  }

  /** Noise and what was accepted make no case against next. */
  private void check(PageRequest request, Page legacy, List<Finding> findings) {
    Set<Rule> guarded = guards.rules(request.of().unit());
    Rule broken = null;
    for (Finding finding : findings) {
      if (guarded.contains(finding.rule())
          && LiveSettings.isGrave(finding.severity())
          && groups.counts(request.of(), finding.rule())) {
        broken = finding.rule();
      }
    }
    guards.onChecked(request, look(legacy, broken), what(broken, request), clock.instant());
  }

  private static Look look(Page legacy, @Nullable Rule broken) {
    if (legacy.status() >= 500) {
      return Look.LEGACY_ILL;
    }
    if (legacy.status() >= 400) {
      return Look.NO_PAGE;
    }
    return broken == null ? Look.CLEAN : Look.BROKEN;
  }

  private static String what(@Nullable Rule broken, PageRequest request) {
    return broken == null ? "" : broken.id() + " on " + request.path();
  }
}
