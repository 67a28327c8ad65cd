package dev.crossfade.seo.live.group;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule that pages of one template break, with what is known about it. Immutable.
 *
 * <p>It opens with its first sighting and closes by itself when so many pages in a row were clean
 * that it would have been seen if it were still there: three times as many as lie between two
 * sightings, or were clean before the only one, which leaves one chance in twenty. The next
 * sighting opens it again.
 *
 * @param severity of the latest sighting
 * @param open whether it occurs, as far as is known
 * @param noise whether legacy contradicts itself as often
 * @param opened when it occurred first after it was last closed
 * @param closed when it stopped to occur; null: it is open
 * @param count sightings, ever
 * @param sightings since it was opened
 * @param pages that were compared since it was opened, of its unit and template
 * @param clean how many since the last sighting
 * @param before how many were clean before it was opened, a hundred at most
 * @param traffic of its unit and template since it was opened
 * @param acceptance null: nobody has accepted it
 * @param examples the latest first, each of another page
 */
public record FindingGroup(
    Pages of,
    Rule rule,
    Severity severity,
    boolean open,
    boolean noise,
    Instant first,
    Instant last,
    Instant opened,
    @Nullable Instant closed,
    long count,
    long sightings,
    long pages,
    long clean,
    long before,
    Traffic traffic,
    @Nullable Acceptance acceptance,
    List<Example> examples) {
  /** Kept of each group. */
  static final int MOST_EXAMPLES = 10;

  private static final int LEAST_CLEAN = 5;
  private static final int MOST_CLEAN = 300;
  private static final int GAPS = 3;
  private static final int MOST_BEFORE = MOST_CLEAN / GAPS;

  public FindingGroup {
    examples = List.copyOf(examples);
  }

  /** What it looks like from outside, the first that holds. */
  public enum State {
    ACCEPTED,
    CLOSED,
    NOISE,
    OPEN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static FindingGroup first(
      Pages of, Finding finding, long before, Traffic traffic, boolean noise, Instant at) {
    return new FindingGroup(
        of,
        finding.rule(),
        finding.severity(),
        true,
        noise,
        at,
        at,
        at,
        null,
        1,
        1,
        1,
        0,
        Math.min(before, MOST_BEFORE),
        traffic,
        null,
        List.of(Example.of(finding, at)));
  }

  /** The same for the same unit, rule and template at any time: {@code catalog.SEO-H1.product}. */
  public String id() {
    return id(of, rule);
  }

  static String id(Pages of, Rule rule) {
    return of.unit() + "." + rule.id() + "." + of.template();
  }

  public State state() {
    if (acceptance != null) {
      return State.ACCEPTED;
    }
    if (!open) {
      return State.CLOSED;
    }
    return noise ? State.NOISE : State.OPEN;
  }

  /** Which share of the compared pages shows it, since it was opened; 0 to 1. */
  public double share() {
    return pages == 0 ? 0 : (double) sightings / pages;
  }

  /** Whether comparing pages can tell that it is over. */
  boolean isOfPages() {
    return rule != Rule.SEO_FLIP;
  }

  /** So many clean pages in a row close it. */
  public long cleanToClose() {
    double gap = sightings <= 1 ? before : (double) (pages - clean) / sightings;
    return Math.clamp((long) Math.ceil(GAPS * gap), LEAST_CLEAN, MOST_CLEAN);
  }

  /** A page was compared and shows it. */
  FindingGroup seen(Finding finding, Traffic more, boolean isNoise, Instant at) {
    List<Example> kept = new ArrayList<>();
    kept.add(Example.of(finding, at));
    for (Example example : examples) {
      if (kept.size() < MOST_EXAMPLES && !example.url().equals(finding.url())) {
        kept.add(example);
      }
    }
    return new FindingGroup(
        of,
        rule,
        finding.severity(),
        true,
        isNoise,
        first,
        at,
        open ? opened : at,
        null,
        count + 1,
        open ? sightings + 1 : 1,
        open ? pages + 1 : 1,
        0,
        open ? before : Math.min(clean, MOST_BEFORE),
        open ? traffic.plus(more) : more,
        acceptance,
        kept);
  }

  /** A page was compared and does not show it. */
  FindingGroup missed(Traffic more, boolean isNoise, Instant at) {
    long cleanNow = clean + 1;
    boolean over = open && cleanNow >= cleanToClose();
    return new FindingGroup(
        of,
        rule,
        severity,
        open && !over,
        isNoise,
        first,
        last,
        opened,
        over ? at : closed,
        count,
        sightings,
        open ? pages + 1 : pages,
        cleanNow,
        before,
        open ? traffic.plus(more) : traffic,
        acceptance,
        examples);
  }

  /** Nobody has seen it for long. */
  FindingGroup expired(Instant at) {
    return new FindingGroup(
        of,
        rule,
        severity,
        false,
        noise,
        first,
        last,
        opened,
        at,
        count,
        sightings,
        pages,
        clean,
        before,
        traffic,
        acceptance,
        examples);
  }

  /**
   * The same with another opinion of people about it.
   *
   * @param by null: none
   */
  public FindingGroup accepted(@Nullable Acceptance by) {
    return new FindingGroup(
        of, rule, severity, open, noise, first, last, opened, closed, count, sightings, pages,
        clean, before, traffic, by, examples);
  }
}
