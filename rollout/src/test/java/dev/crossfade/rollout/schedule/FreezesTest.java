package dev.crossfade.rollout.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Rollout.Freeze;
import dev.crossfade.config.value.DateWindow;
import dev.crossfade.config.value.WeeklyWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows say what a clock on the wall shows; what counts is the time that passes. */
class FreezesTest {

  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource({
    // an ordinary week end
    "Europe/Berlin, Fri 12:00 - Mon 08:00, 2026-06-12T10:00:00Z, 2026-06-15T06:00:00Z",
    "Asia/Kolkata,  Fri 12:00 - Mon 08:00, 2026-12-11T06:30:00Z, 2026-12-14T02:30:00Z",
    // the clock goes forward on Sunday, 2026-03-29, at 02:00: the week end is an hour shorter
    "Europe/Berlin, Fri 12:00 - Mon 08:00, 2026-03-27T11:00:00Z, 2026-03-30T06:00:00Z",
    // it starts or ends in the hour that is left out: that is where it starts or ends
    "Europe/Berlin, Sun 02:30 - Sun 05:00, 2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z",
    "Europe/Berlin, Sat 22:00 - Sun 02:30, 2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
    // the clock goes back on Sunday, 2026-10-25, at 03:00: the week end is an hour longer
    "Europe/Berlin, Fri 12:00 - Mon 08:00, 2026-10-23T10:00:00Z, 2026-10-26T07:00:00Z",
    // it starts or ends in the hour that comes twice: from the first until the second
    "Europe/Berlin, Sun 02:30 - Sun 05:00, 2026-10-25T00:30:00Z, 2026-10-25T04:00:00Z",
    "Europe/Berlin, Sat 22:00 - Sun 02:30, 2026-10-24T20:00:00Z, 2026-10-25T01:30:00Z",
    "Europe/Berlin, Sun 02:15 - Sun 02:45, 2026-10-25T00:15:00Z, 2026-10-25T01:45:00Z",
    // over the end of a year, and a week but a minute
    "UTC,           Thu 20:00 - Fri 06:00, 2026-12-31T20:00:00Z, 2027-01-01T06:00:00Z",
    "UTC,           Wed 00:01 - Wed 00:00, 2026-12-30T00:01:00Z, 2027-01-06T00:00:00Z",
  })
  void frozenUntil_weekly_isFrozenFromStartToEnd(
      String zone, String window, Instant from, Instant until) {
    Freezes freezes = weekly(zone, window);

    assertThat(freezes.frozenUntil(from.minusMillis(1))).isEmpty();
    assertThat(freezes.frozenUntil(from)).contains(until);
    assertThat(freezes.frozenUntil(until.minusMillis(1))).contains(until);
    assertThat(freezes.frozenUntil(until)).isEmpty();
    assertThat(freezes.within(new Span(from.minusSeconds(30), until.plusSeconds(30))))
        .containsExactly(new Span(from, until));
  }

  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource({
    "Asia/Kolkata,      2026-12-18 - 2027-01-04, 2026-12-17T18:30:00Z, 2027-01-04T18:30:00Z",
    "UTC,               2024-02-29,              2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    // midnight is left out on the first day, and on the day after the last
    "America/Asuncion,  2023-10-01,              2023-10-01T04:00:00Z, 2023-10-02T03:00:00Z",
    "America/Asuncion,  2023-09-30,              2023-09-30T04:00:00Z, 2023-10-01T04:00:00Z",
    // the hour after midnight comes twice on the first day, and on the day after the last
    "America/Havana,    2026-11-01,              2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    "America/Havana,    2026-10-31,              2026-10-31T04:00:00Z, 2026-11-01T05:00:00Z",
    // a day that never was: the islands went over the date line
    "Pacific/Apia,      2011-12-29,              2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
  })
  void frozenUntil_dates_areWholeDays(String zone, String window, Instant from, Instant until) {
    Freezes freezes =
        new Freezes(new Freeze(ZoneId.of(zone), List.of(), List.of(DateWindow.parse(window))));

    assertThat(freezes.frozenUntil(from.minusMillis(1))).isEmpty();
    assertThat(freezes.frozenUntil(from)).contains(until);
    assertThat(freezes.frozenUntil(until)).isEmpty();
  }

  @Test
  void frozenUntil_windowsAdjoin_isTheEndOfTheLast() {
    Freezes freezes =
        new Freezes(
            new Freeze(
                ZoneId.of("UTC"),
                List.of(WeeklyWindow.parse("Fri 12:00 - Mon 08:00")),
                List.of(DateWindow.parse("2026-12-18 - 2027-01-03"))));

    // The Monday after the last day is 2027-01-04.
    assertThat(freezes.frozenUntil(Instant.parse("2026-12-18T00:00:00Z")))
        .contains(Instant.parse("2027-01-04T08:00:00Z"));
  }

  @Test
  void frozenUntil_everyDayOfTheWeek_isNotLookedForBeyondAYear() {
    Freezes freezes =
        new Freezes(
            new Freeze(
                ZoneId.of("UTC"),
                List.of(
                    WeeklyWindow.parse("Mon 00:00 - Thu 00:00"),
                    WeeklyWindow.parse("Thu 00:00 - Mon 00:00")),
                List.of()));
    Instant now = Instant.parse("2026-11-21T00:00:00Z");

    assertThat(freezes.frozenUntil(now).orElseThrow())
        .isBetween(now.plus(Duration.ofDays(366)), now.plus(Duration.ofDays(380)));
  }

  @Test
  void within_aMonth_listsEachWeekEndOnce() {
    Span november =
        new Span(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

    assertThat(weekly("UTC", "Fri 12:00 - Mon 08:00").within(november)).hasSize(5);
  }

  /** Property: away from the changes of the clock, frozen is what the clock shows. */
  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"})
  void frozenUntil_anyMoment_agreesWithTheClock(String zone) {
    Random random = new Random(4);
    WeeklyWindow window = WeeklyWindow.parse("Sat 23:30 - Tue 02:10");
    Freezes freezes = weekly(zone, window.toString());
    for (int i = 0; i < 5_000; i++) {
      Instant instant = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
      ZonedDateTime shown = instant.atZone(ZoneId.of(zone));
      int minute =
          (shown.getDayOfWeek().getValue() - 1) * 1440 + shown.toLocalTime().toSecondOfDay() / 60;
      boolean expected = minute >= 5 * 1440 + 23 * 60 + 30 || minute < 1440 + 2 * 60 + 10;

      Optional<Instant> end = freezes.frozenUntil(instant);

      assertThat(end.isPresent()).as("%s, which is %s", instant, shown).isEqualTo(expected);
      end.ifPresent(
          until -> assertThat(until.atZone(ZoneId.of(zone)).toLocalTime()).hasToString("02:10"));
    }
  }

  private static Freezes weekly(String zone, String window) {
    return new Freezes(new Freeze(ZoneId.of(zone), List.of(WeeklyWindow.parse(window)), List.of()));
  }
}
