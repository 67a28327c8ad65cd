package dev.crossfade.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long sessions last, and how many there are. */
class SessionsTest {
  private static final Admin.Token TOKEN =
      new Admin.Token("ops", Admin.Role.OPERATOR, "AB".repeat(32));

  private final TestClock clock = new TestClock();
  private final Sessions sessions = new Sessions(clock);

  @Test
  void use_ofItsId_findsItAndTheHashOfItsToken() {
    String id = sessions.begin(TOKEN);

    assertThat(sessions.use(id))
        .hasValueSatisfying(found -> assertThat(found.token()).isEqualTo("ab".repeat(32)));
  }

  /** What is kept in memory opens nothing. */
  @Test
  void use_ofWhatIsKept_findsNothing() {
    Sessions.Session session = sessions.use(sessions.begin(TOKEN)).orElseThrow();

    assertThat(sessions.use(session.key())).isEmpty();
    assertThat(sessions.use(session.key().substring(0, 43))).isEmpty();
    assertThat(sessions.use(session.csrf())).isEmpty();
  }

  @Test
  void use_ofWhatNobodyWasGiven_findsNothing() {
    sessions.begin(TOKEN);

    assertThat(sessions.use("")).isEmpty();
    assertThat(sessions.use("A".repeat(43))).isEmpty();
    assertThat(sessions.use("A".repeat(100_000))).isEmpty();
  }

  @Test
  void session_thatNobodyUsesForTwelveHours_isOver() {
    String id = sessions.begin(TOKEN);
    clock.pass(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.use(id)).isPresent();

    clock.pass(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.use(id)).isPresent();

    clock.pass(Sessions.IDLE);
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void session_afterThreeDays_isOverHoweverMuchItIsUsed() {
    String id = sessions.begin(TOKEN);
    for (Duration at = Duration.ofHours(1);
        at.compareTo(Sessions.LONGEST) < 0;
        at = at.plusHours(1)) {
      clock.pass(Duration.ofHours(1));
      assertThat(sessions.use(id)).isPresent();
    }

    clock.pass(Duration.ofHours(1));

    assertThat(sessions.use(id)).isEmpty();
  }

  /** A stream of events that goes on is no use of it: somebody left the page open. */
  @Test
  void isOn_doesNotUseIt() {
    String id = sessions.begin(TOKEN);
    String key = sessions.use(id).orElseThrow().key();
    clock.pass(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.isOn(key)).isTrue();

    clock.pass(Duration.ofSeconds(1));

    assertThat(sessions.isOn(key)).isFalse();
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void begin_ofOneTooMany_endsTheOneThatWasIdleForLongest() {
    String first = sessions.begin(TOKEN);
    String second = sessions.begin(TOKEN);
    for (int i = 2; i < Sessions.MOST; i++) {
      sessions.begin(TOKEN);
    }
    assertThat(sessions.use(first)).isPresent();

    sessions.begin(TOKEN);

    assertThat(sessions.use(second)).isEmpty();
    assertThat(sessions.use(first)).isPresent();
    assertThat(sessions.size()).isEqualTo(Sessions.MOST);
  }

  @Test
  void begin_manyTimes_neverGivesAnIdTwice() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      ids.add(sessions.begin(TOKEN));
    }

    assertThat(ids).hasSize(2_000).allMatch(id -> id.matches("[A-Za-z0-9_-]{43}"));
  }
}
