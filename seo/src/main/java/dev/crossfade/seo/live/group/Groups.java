package dev.crossfade.seo.live.group;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.FindingGroup.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All groups there are, and which of them changed since somebody wrote them down. Bounded: of too
 * many the one that was seen longest ago goes, one that is neither open nor accepted first.
 * Thread-safe; a call takes microseconds.
 */
public final class Groups {
  private static final int MOST = 5_000;

  /**
   * What nobody has seen for so long does not occur any more, whether pages are compared or not.
   */
  private static final Duration UNSEEN = Duration.ofDays(7);

  /** No page can be clean of what is not found by comparing pages. */
  private static final Duration UNSEEN_FLIPS = Duration.ofDays(1);

  /** Closed ones are remembered for so long, in case they come back. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final int most;
  private final History history = new History();
  private final Map<Pages, Map<Rule, FindingGroup>> byPages = new HashMap<>(); // guarded by this

  /** How many pages were compared; templates come from the configuration, so they are few. */
  private final Map<Pages, Long> compared = new HashMap<>(); // guarded by this

  private final Set<String> changed = new LinkedHashSet<>(); // guarded by this

  /** What people said, also of groups that are not there. */
  private final Map<String, Acceptance> accepted = new HashMap<>(); // guarded by this

  private int size; // guarded by this

  public Groups() {
    this(MOST);
  }

  Groups(int most) {
    this.most = most;
  }

  /** What became of them hour by hour. */
  public History history() {
    return history;
  }

  /**
   * Takes in what stands in a store: what others found out, and what was found out before a
   * restart. What is known here and not there yet is added.
   *
   * @param before what both last agreed on, by id
   */
  public synchronized void adopt(
      Collection<FindingGroup> theirs, Function<String, @Nullable FindingGroup> before) {
    for (FindingGroup their : theirs) {
      FindingGroup mine = of(their.of()).get(their.rule());
      FindingGroup now =
          mine == null ? first(their) : Merge.of(before.apply(their.id()), mine, their);
      put(now);
      if (mine != null && !Objects.equals(mine.acceptance(), now.acceptance())) {
        remember(now);
      }
    }
    bound();
  }

  private void remember(FindingGroup group) {
    Acceptance by = group.acceptance();
    if (by == null) {
      accepted.remove(group.id());
    } else {
      accepted.put(group.id(), by);
    }
  }

  /** What our group and theirs are together; {@link Merge} says how. */
  public static FindingGroup merged(
      @Nullable FindingGroup before, FindingGroup mine, FindingGroup theirs) {
    return Merge.of(before, mine, theirs);
  }

  /**
   * A page was compared.
   *
   * @param findings at most one a rule
   * @param traffic of such pages since the page before
   * @param noise whether legacy breaks this rule with itself as often
   */
  public synchronized Comparison onCompared(
      Pages of, List<Finding> findings, Traffic traffic, Predicate<Rule> noise, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    long before = compared.merge(of, 1L, Long::sum) - 1;
    history.onCompared(of, at);
    Map<Rule, FindingGroup> known = of(of);
    Map<Rule, Finding> found = new EnumMap<>(Rule.class);
    findings.forEach(finding -> found.putIfAbsent(finding.rule(), finding));
    List<FindingGroup> closed = new ArrayList<>();
    for (FindingGroup group : List.copyOf(known.values())) {
      if (group.isOfPages() && !found.containsKey(group.rule())) {
        FindingGroup next = group.missed(traffic, noise.test(group.rule()), at);
        put(next);
        if (group.open()) {
          changed.add(next.id());
        }
        if (group.open() && !next.open() && group.state() == State.OPEN) {
          closed.add(next);
        }
      }
    }
    List<FindingGroup> counted = new ArrayList<>();
    List<FindingGroup> opened = new ArrayList<>();
    Severity worst = null;
    for (Finding finding : found.values()) {
      FindingGroup group = known.get(finding.rule());
      boolean isNoise = noise.test(finding.rule());
      FindingGroup next =
          group == null
              ? first(FindingGroup.first(of, finding, before, traffic, isNoise, at))
              : group.seen(finding, traffic, isNoise, at);
      put(next);
      history.onSeen(next, at);
      changed.add(next.id());
      if (next.state() == State.OPEN) {
        counted.add(next);
        worst = worst(worst, next.severity());
        if (group == null || group.state() != State.OPEN) {
          opened.add(next);
        }
      }
    }
    bound();
    return new Comparison(worst, counted, opened, closed);
  }

  /** Something was seen that is not found by comparing pages. */
  public synchronized FindingGroup onSeen(Pages of, Finding finding, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    FindingGroup group = of(of).get(finding.rule());
    FindingGroup next =
        group == null
            ? first(FindingGroup.first(of, finding, 0, Traffic.NONE, false, at))
            : group.seen(finding, Traffic.NONE, false, at);
    put(next);
    history.onSeen(next, at);
    changed.add(next.id());
    bound();
    return next;
  }

  private static Severity worst(@Nullable Severity one, Severity other) {
    return one == null || other.compareTo(one) < 0 ? other : one;
  }

  /**
   * Somebody accepts a group, or does not any more; also one that is not known, or not any more,
   * and may come back.
   *
   * @param by null: not any more
   * @return as it is now; empty: there is no such group
   */
  public synchronized Optional<FindingGroup> accept(String id, @Nullable Acceptance by) {
    if (by == null) {
      accepted.remove(id);
    } else {
      accepted.put(id, by);
    }
    Optional<FindingGroup> now = find(id).map(group -> group.accepted(by));
    now.ifPresent(
        group -> {
          put(group);
          changed.add(id);
        });
    return now;
  }

  public synchronized Optional<FindingGroup> find(String id) {
    return byPages.values().stream()
        .flatMap(rules -> rules.values().stream())
        .filter(group -> group.id().equals(id))
        .findFirst();
  }

  /** All of them, in no order. */
  public synchronized List<FindingGroup> all() {
    List<FindingGroup> all = new ArrayList<>(size);
    byPages.values().forEach(rules -> all.addAll(rules.values()));
    return all;
  }

  /**
   * Whether a page of this template that breaks this rule counts: nobody lives with it, and it is
   * no noise.
   */
  public synchronized boolean counts(Pages of, Rule rule) {
    Map<Rule, FindingGroup> rules = byPages.get(of);
    FindingGroup group = rules == null ? null : rules.get(rule);
    return group == null || (group.acceptance() == null && !group.noise());
  }

  /**
   * Closes what nobody has seen for long, and forgets what was closed long ago. Counts what is
   * open.
   */
  public synchronized void tidy(Instant now) {
    for (FindingGroup group : all()) {
      Duration unseen = group.isOfPages() ? UNSEEN : UNSEEN_FLIPS;
      if (group.open() && group.last().isBefore(now.minus(unseen))) {
        put(group.expired(now.truncatedTo(ChronoUnit.MILLIS)));
        changed.add(group.id());
      } else if (!group.open()
          && group.acceptance() == null
          && group.last().isBefore(now.minus(REMEMBERED))) {
        remove(group);
      }
    }
    countOpen(now);
  }

  private void countOpen(Instant now) {
    Map<String, Map<Severity, Long>> open = new HashMap<>();
    for (FindingGroup group : all()) {
      Map<Severity, Long> ofUnit =
          open.computeIfAbsent(group.of().unit(), _ -> new EnumMap<>(Severity.class));
      ofUnit.merge(group.severity(), group.state() == State.OPEN ? 1L : 0L, Long::sum);
    }
    open.forEach(
        (unit, bySeverity) -> {
          for (Severity severity : Severity.values()) {
            history.onOpen(unit, severity, bySeverity.getOrDefault(severity, 0L), now);
          }
        });
  }

  /** What is to be written down: groups that changed, ids of those that are gone, and numbers. */
  public record Changes(List<FindingGroup> groups, List<String> gone, History.Changes history) {
    public Changes {
      groups = List.copyOf(groups);
      gone = List.copyOf(gone);
    }

    public boolean isEmpty() {
      return groups.isEmpty() && gone.isEmpty() && history.numbers().isEmpty();
    }
  }

  /** What changed since the last call. */
  public synchronized Changes takeChanges() {
    Map<String, FindingGroup> byId = new HashMap<>();
    all().forEach(group -> byId.put(group.id(), group));
    List<FindingGroup> groups = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (String id : changed) {
      FindingGroup group = byId.get(id);
      if (group == null) {
        gone.add(id);
      } else {
        groups.add(group);
      }
    }
    changed.clear();
    return new Changes(groups, gone, history.takeChanges());
  }

  /** What a store does not have is to be written down once more, whatever became of it there. */
  public synchronized void markAllBut(Set<String> ids, Set<Tally> numbers) {
    for (FindingGroup group : all()) {
      if (!ids.contains(group.id())) {
        changed.add(group.id());
      }
    }
    history.markAllBut(numbers);
  }

  private FindingGroup first(FindingGroup group) {
    Acceptance by = accepted.get(group.id());
    return by == null ? group : group.accepted(by);
  }

  private Map<Rule, FindingGroup> of(Pages pages) {
    return byPages.computeIfAbsent(pages, _ -> new EnumMap<>(Rule.class));
  }

  private void put(FindingGroup group) {
    if (of(group.of()).put(group.rule(), group) == null) {
      size++;
    }
  }

  private void remove(FindingGroup group) {
    Map<Rule, FindingGroup> rules = of(group.of());
    if (rules.remove(group.rule()) != null) {
      size--;
      changed.add(group.id());
    }
    if (rules.isEmpty()) {
      byPages.remove(group.of());
    }
  }

  private void bound() {
    while (size > most) {
      FindingGroup least = null;
      for (FindingGroup group : all()) {
        if (least == null || isLess(group, least)) {
          least = group;
        }
      }
      if (least == null) {
        return;
      }
      remove(least);
    }
  }

  private static boolean isLess(FindingGroup one, FindingGroup other) {
    boolean oneMatters = one.open() || one.acceptance() != null;
    boolean otherMatters = other.open() || other.acceptance() != null;
    return oneMatters == otherMatters ? one.last().isBefore(other.last()) : otherMatters;
  }
}
