package dev.crossfade.seo.live.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway found out about a group, added to what all others did: of three states, the one
 * that both last agreed on, ours and theirs. Counts add up whatever the order of merges; ours are
 * never theirs' loss. Pure.
 *
 * <p>How many pages were clean since the last sighting is only known of those that one gateway
 * compared after it: a group of a fleet closes a little later than one gateway's, never earlier.
 */
final class Merge {
  /** What we have counted and they do not know of yet. */
  private record Ours(
      FindingGroup group,
      boolean samePeriod,
      long seen,
      long sightings,
      long pages,
      Traffic traffic) {
    static Ours of(@Nullable FindingGroup before, FindingGroup mine) {
      if (before == null) {
        return new Ours(mine, false, mine.count(), mine.sightings(), mine.pages(), mine.traffic());
      }
      boolean same = before.opened().equals(mine.opened());
      long seen = Math.max(0, mine.count() - before.count());
      return same
          ? new Ours(
              mine,
              true,
              seen,
              Math.max(0, mine.sightings() - before.sightings()),
              Math.max(0, mine.pages() - before.pages()),
              minus(mine.traffic(), before.traffic()))
          : new Ours(mine, false, seen, mine.sightings(), mine.pages(), mine.traffic());
    }

    private static Traffic minus(Traffic all, Traffic part) {
      return new Traffic(
          Math.max(0, all.visitors() - part.visitors()),
          Math.max(0, all.crawlers() - part.crawlers()));
    }
  }

  /** Since when, and how often, a group occurs or did. */
  private record Period(
      boolean open,
      Instant opened,
      @Nullable Instant closed,
      long sightings,
      long pages,
      long clean,
      long before,
      Traffic traffic) {

    static Period of(FindingGroup group, Ours more, long clean) {
      return new Period(
          group.open(),
          group.opened(),
          group.closed(),
          group.sightings() + more.sightings,
          group.pages() + more.pages,
          clean,
          group.before(),
          group.traffic().plus(more.traffic));
    }

    static Period of(FindingGroup group) {
      return new Period(
          group.open(),
          group.opened(),
          group.closed(),
          group.sightings(),
          group.pages(),
          group.clean(),
          group.before(),
          group.traffic());
    }

    Period since(Period earlier) {
      return new Period(
          open, earlier.opened, closed, sightings, pages, clean, earlier.before, traffic);
    }

    Period closedAt(Instant at) {
      return new Period(false, opened, at, sightings, pages, clean, before, traffic);
    }
  }

  private Merge() {}

  /**
   * Adds what is ours to what is theirs.
   *
   * @param before what both last agreed on; null: nothing, so all of ours is new to them
   */
  static FindingGroup of(@Nullable FindingGroup before, FindingGroup mine, FindingGroup theirs) {
    if (mine.equals(before)) {
      return theirs;
    }
    if (theirs.equals(before)) {
      return mine;
    }
    Ours ours = Ours.of(before, mine);
    Period period = period(before, ours, theirs);
    FindingGroup latest = mine.last().isBefore(theirs.last()) ? theirs : mine;
    return new FindingGroup(
        theirs.of(),
        theirs.rule(),
        latest.severity(),
        period.open,
        latest.noise(),
        mine.first().isBefore(theirs.first()) ? mine.first() : theirs.first(),
        latest.last(),
        period.opened,
        period.closed,
        theirs.count() + ours.seen,
        period.sightings,
        period.pages,
        period.clean,
        period.before,
        period.traffic,
        acceptance(before, mine, theirs),
        examples(mine.examples(), theirs.examples()));
  }

  private static Period period(@Nullable FindingGroup before, Ours ours, FindingGroup theirs) {
    FindingGroup mine = ours.group;
    if (theirs.open() && mine.open()) {
      Period both = Period.of(theirs, ours, clean(before, ours, theirs));
      return mine.opened().isBefore(theirs.opened()) ? both.since(Period.of(mine)) : both;
    }
    if (mine.open()) {
      Instant end = Objects.requireNonNull(theirs.closed(), "closed");
      boolean again = ours.seen > 0 && mine.last().isAfter(end);
      return again ? reopened(ours, theirs, end) : Period.of(theirs, ours, theirs.clean());
    }
    if (theirs.open()) {
      boolean seenSince = before == null || theirs.count() > before.count();
      Period both = Period.of(theirs, ours, theirs.clean());
      return seenSince && !theirs.last().isBefore(mine.last())
          ? both
          : both.closedAt(Objects.requireNonNull(mine.closed(), "closed"));
    }
    return theirs.opened().isBefore(mine.opened())
        ? Period.of(mine)
        : Period.of(theirs, ours, theirs.clean());
  }

  /** They closed it, and we have seen it since. */
  private static Period reopened(Ours ours, FindingGroup theirs, Instant end) {
    FindingGroup mine = ours.group;
    Period again = Period.of(mine);
    return mine.opened().isAfter(end)
        ? again
        : new Period(
            true,
            mine.last(),
            null,
            Math.max(1, ours.sightings),
            Math.max(1, ours.pages),
            mine.clean(),
            theirs.before(),
            ours.traffic);
  }

  private static long clean(@Nullable FindingGroup before, Ours ours, FindingGroup theirs) {
    FindingGroup mine = ours.group;
    if (ours.seen == 0 && before != null) {
      return theirs.clean() + Math.max(0, mine.clean() - before.clean());
    }
    return mine.last().isBefore(theirs.last()) ? theirs.clean() : mine.clean();
  }

  private static @Nullable Acceptance acceptance(
      @Nullable FindingGroup before, FindingGroup mine, FindingGroup theirs) {
    if (before == null) {
      return mine.acceptance() == null ? theirs.acceptance() : mine.acceptance();
    }
    return Objects.equals(before.acceptance(), mine.acceptance())
        ? theirs.acceptance()
        : mine.acceptance();
  }

  private static List<Example> examples(List<Example> mine, List<Example> theirs) {
    List<Example> all = new ArrayList<>(mine);
    all.addAll(theirs);
    all.sort(Comparator.comparing(Example::at).reversed());
    Set<String> urls = new HashSet<>();
    return all.stream()
        .filter(example -> urls.add(example.url()))
        .limit(FindingGroup.MOST_EXAMPLES)
        .toList();
  }
}
