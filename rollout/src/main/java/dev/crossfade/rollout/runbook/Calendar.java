package dev.crossfade.rollout.runbook;

import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.rollout.schedule.Freezes;
import dev.crossfade.rollout.schedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When a plan can be where at the earliest, if every gate passes in time. */
final class Calendar {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private final Freezes freezes;
  private final ZoneId zone;
  private final List<Instant> starts = new ArrayList<>();
  private final Instant end;

  Calendar(Rollout plan, Instant from) {
    this.freezes = new Freezes(plan.freeze());
    this.zone = plan.freeze().timezone();
    Instant now = toMinute(from);
    for (Stage stage : plan.stages()) {
      now = thawed(now);
      starts.add(now);
      now = now.plus(stage.hold());
    }
    this.end = thawed(now);
  }

  /** When a stage begins, counted from 0. */
  Instant start(int stage) {
    return starts.get(stage);
  }

  /** When the hold of the last stage is over and nothing is frozen. */
  Instant end() {
    return end;
  }

  /** The freezes from the start on until a while after the end, few enough to read. */
  List<Span> freezes() {
    return freezes.within(new Span(starts.getFirst(), end.plus(Duration.ofDays(60)))).stream()
        .limit(8)
        .toList();
  }

  String print(Instant instant) {
    return FORM.format(instant.atZone(zone)) + " " + zone;
  }

  private Instant thawed(Instant instant) {
    return freezes.frozenUntil(instant).orElse(instant);
  }

  private static Instant toMinute(Instant instant) {
    Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(instant) ? minute : minute.plus(Duration.ofMinutes(1));
  }
}
