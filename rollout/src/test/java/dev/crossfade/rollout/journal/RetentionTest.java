package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.NOON;
import static dev.crossfade.rollout.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  @Test
  void kept_limitedKind_isTheNewestWhateverTheirSubject() {
    Retention retention = new Retention(Map.of("config", 2), 100);

    assertThat(kept(retention, "config a", "config b", "action x", "config c", "config d"))
        .containsExactly(3L, 4L, 5L);
  }

  @Test
  void kept_otherKinds_areTheNewestOfAllTogether() {
    Retention retention = new Retention(Map.of(), 2);

    assertThat(kept(retention, "rollout x", "action x", "rollout x", "action x"))
        .containsExactly(3L, 4L);
  }

  /** A unit that was completed long ago is still completed. */
  @Test
  void kept_stateOfASubject_staysHoweverOld() {
    Retention retention = new Retention(Map.of(), 1);

    assertThat(kept(retention, "rollout x", "rollout y", "action z", "action z", "action z"))
        .containsExactly(1L, 2L, 5L);
  }

  @Test
  void retention_zero_isRefused() {
    assertThatThrownBy(() -> new Retention(Map.of("config", 0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: 0 (expected: 1 or more)");
  }

  private static List<Long> kept(Retention retention, String... kindsAndSubjects) {
    List<JournalEntry> entries = new ArrayList<>();
    for (String words : kindsAndSubjects) {
      int space = words.indexOf(' ');
      Draft draft = draft(words.substring(0, space), words.substring(space + 1));
      entries.add(draft.toEntry(entries.size() + 1, NOON));
    }
    return retention.kept(entries).stream().map(JournalEntry::seq).toList();
  }
}
