package dev.crossfade.deploy.gateway;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.crossfade.config.model.Severity;
import dev.crossfade.console.service.FindingFacets;
import dev.crossfade.console.service.FindingService.Wanted;
import dev.crossfade.seo.live.group.FindingGroup;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which groups of findings somebody wants to see, and how many there would be otherwise. */
final class FindingFilter {
  private static final List<String> STATES = List.of("open", "noise", "accepted", "closed");

  private FindingFilter() {}

  static boolean isWanted(FindingGroup group, Wanted wanted) {
    Instant since = wanted.since();
    return isAny(wanted.unit(), group.of().unit())
        && isAny(wanted.template(), group.of().template())
        && isAny(wanted.rule(), group.rule().id())
        && isAny(wanted.severity(), word(group.severity()))
        && isAny(wanted.state(), group.state().word())
        && (since == null || !group.last().isBefore(since));
  }

  private static boolean isAny(@Nullable String wanted, String is) {
    return wanted == null || wanted.equals(is);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static FindingFacets facets(List<FindingGroup> all, Wanted w) {
    Comparator<Tally> byWeight =
        comparing(Tally::worst)
            .thenComparing(comparingInt(Tally::groups).reversed())
            .thenComparing(Tally::value);
    return new FindingFacets(
        counts(
            all,
            new Wanted(w.unit(), w.template(), w.rule(), null, w.state(), w.since(), null, 0),
            group -> word(group.severity()),
            comparing(Tally::worst)),
        counts(
            all,
            new Wanted(w.unit(), w.template(), w.rule(), w.severity(), null, w.since(), null, 0),
            group -> group.state().word(),
            comparingInt(tally -> STATES.indexOf(tally.value()))),
        counts(
            all,
            new Wanted(w.unit(), w.template(), null, w.severity(), w.state(), w.since(), null, 0),
            group -> group.rule().id(),
            byWeight),
        counts(
            all,
            new Wanted(w.unit(), null, w.rule(), w.severity(), w.state(), w.since(), null, 0),
            group -> group.of().template(),
            byWeight),
        counts(
            all,
            new Wanted(null, w.template(), w.rule(), w.severity(), w.state(), w.since(), null, 0),
            group -> group.of().unit(),
            comparing(Tally::value)));
  }

  /** Groups that have a value, and the worst severity among them. */
  private record Tally(String value, int groups, Severity worst) {
    Tally plus(Tally other) {
      Severity graver = worst.compareTo(other.worst) < 0 ? worst : other.worst;
      return new Tally(value, groups + other.groups, graver);
    }
  }

  private static List<FindingFacets.Count> counts(
      List<FindingGroup> all,
      Wanted wanted,
      Function<FindingGroup, String> value,
      Comparator<Tally> order) {
    Map<String, Tally> tallies = new HashMap<>();
    for (FindingGroup group : all) {
      if (isWanted(group, wanted)) {
        Tally one = new Tally(value.apply(group), 1, group.severity());
        tallies.merge(one.value(), one, Tally::plus);
      }
    }
    return tallies.values().stream()
        .sorted(order)
        .map(tally -> new FindingFacets.Count(tally.value(), tally.groups()))
        .toList();
  }
}
