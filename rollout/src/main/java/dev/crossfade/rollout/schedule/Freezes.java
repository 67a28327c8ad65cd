package dev.crossfade.rollout.schedule;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Rollout.Freeze;
import dev.crossfade.config.value.DateWindow;
import dev.crossfade.config.value.WeeklyWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The times in which a rollout does not advance, as real time. Immutable.
 *
 * <p>A window says what a clock on the wall shows. Where that clock is put forward over the start
 * or the end of a window, the window starts or ends at that moment; where it is put back, a start
 * counts the first time it is shown and an end the second, so that a freeze never thaws in between.
 */
public final class Freezes {
  /** How far ahead an end is looked for: windows that adjoin each other for longer never end. */
  private static final Duration HORIZON = Duration.ofDays(366);

  private final ZoneId zone;
  private final List<WeeklyWindow> weekly;
  private final List<Span> dates;

  public Freezes(Freeze freeze) {
    requireNonNull(freeze, "freeze");
    this.zone = freeze.timezone();
    this.weekly = List.copyOf(freeze.weekly());
    List<Span> spans = new ArrayList<>();
    for (DateWindow window : freeze.dates()) {
      add(spans, window.from().atStartOfDay(), window.to().plusDays(1).atStartOfDay());
    }
    this.dates = List.copyOf(spans);
  }

  /**
   * The end of the freeze that a moment lies in, with all that adjoin it; empty if it is in none.
   * An end more than a year away is not looked for: then it is a moment a year away.
   */
  public Optional<Instant> frozenUntil(Instant instant) {
    Instant end = instant;
    Instant horizon = instant.plus(HORIZON);
    boolean grew = true;
    while (grew && end.isBefore(horizon)) {
      Instant before = end;
      for (Span span : around(before)) {
        end = span.contains(before) && span.until().isAfter(end) ? span.until() : end;
      }
      grew = end.isAfter(before);
    }
    return end.equals(instant) ? Optional.empty() : Optional.of(end);
  }

  /** The freezes that touch a span, in order; those that overlap or adjoin are one. */
  public List<Span> within(Span span) {
    List<Span> found = new ArrayList<>(dates);
    LocalDate day = span.from().atZone(zone).toLocalDate().minusDays(8);
    LocalDate last = span.until().atZone(zone).toLocalDate();
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      for (WeeklyWindow window : weekly) {
        if (window.fromDay() == day.getDayOfWeek()) {
          addWeek(found, window, day);
        }
      }
    }
    found.removeIf(s -> !s.until().isAfter(span.from()) || !s.from().isBefore(span.until()));
    return merged(found);
  }

  /** All windows of dates, and of each weekly window the two that can contain the moment. */
  private List<Span> around(Instant instant) {
    List<Span> spans = new ArrayList<>(dates);
    LocalDate today = instant.atZone(zone).toLocalDate();
    for (WeeklyWindow window : weekly) {
      LocalDate day = today.with(TemporalAdjusters.previousOrSame(window.fromDay()));
      addWeek(spans, window, day);
      addWeek(spans, window, day.minusWeeks(1));
    }
    return spans;
  }

  private void addWeek(List<Span> spans, WeeklyWindow window, LocalDate day) {
    LocalDateTime from = day.atTime(window.from());
    LocalDateTime to = day.with(TemporalAdjusters.nextOrSame(window.toDay())).atTime(window.to());
    add(spans, from, to.isAfter(from) ? to : to.plusWeeks(1));
  }

  /** A window that lies in an hour that is left out is none. */
  private void add(List<Span> spans, LocalDateTime from, LocalDateTime to) {
    Instant start = toInstant(from, true);
    Instant end = toInstant(to, false);
    if (start.isBefore(end)) {
      spans.add(new Span(start, end));
    }
  }

  private Instant toInstant(LocalDateTime time, boolean first) {
    ZoneOffsetTransition step = zone.getRules().getTransition(time);
    if (step == null) {
      return time.atZone(zone).toInstant();
    }
    if (step.isGap()) {
      return step.getInstant();
    }
    ZoneOffset offset = first ? step.getOffsetBefore() : step.getOffsetAfter();
    return time.toInstant(offset);
  }

  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    spans.sort(Comparator.comparing(Span::from).thenComparing(Span::until));
    for (Span span : spans) {
      if (merged.isEmpty() || merged.getLast().until().isBefore(span.from())) {
        merged.add(span);
      } else if (span.until().isAfter(merged.getLast().until())) {
        merged.set(merged.size() - 1, new Span(merged.getLast().from(), span.until()));
      }
    }
    return List.copyOf(merged);
  }
}
