package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.CLOCK;
import static dev.crossfade.rollout.journal.Journals.all;
import static dev.crossfade.rollout.journal.Journals.body;
import static dev.crossfade.rollout.journal.Journals.bytes;
import static dev.crossfade.rollout.journal.Journals.dirWith;
import static dev.crossfade.rollout.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final Retention TWO_CONFIGS = new Retention(Map.of("config", 2), 100);

  @TempDir Path temp;

  @Test
  void compact_dropping_keepsNumbersAndContinuesThem() {
    Path dir = temp.resolve("state");
    try (FileJournal journal = Journals.open(dir)) {
      fill(journal);
      List<JournalEntry> before = all(journal);

      assertThat(journal.compact(TWO_CONFIGS)).isEqualTo(2);
      assertThat(all(journal)).isEqualTo(before.subList(2, 5)).hasSize(3);
      assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(6);
    }
    assertThat(Journals.replay(dir)).extracting(JournalEntry::seq).containsExactly(3L, 4L, 5L, 6L);
  }

  @Test
  void compact_nothingToDrop_leavesTheFile() throws Exception {
    Path dir = temp.resolve("state");
    try (FileJournal journal = Journals.open(dir)) {
      fill(journal);
      Object file = Files.getAttribute(Journals.log(dir), "unix:ino");

      assertThat(journal.compact(new Retention(Map.of("config", 4), 1))).isZero();
      assertThat(Files.getAttribute(Journals.log(dir), "unix:ino")).isEqualTo(file);
    }
  }

  @Test
  void compact_interruptedThread_compactsAndAppendsOn() {
    try (FileJournal journal = Journals.open(temp.resolve("state"))) {
      fill(journal);
      Thread.currentThread().interrupt();

      assertThat(journal.compact(TWO_CONFIGS)).isEqualTo(2);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(6);
    }
  }

  @Test
  void open_interruptedBeforeTheRename_hasTheOldEntries() throws Exception {
    Steps steps = steps();
    for (int written = 0; written <= steps.after().length; written += 16) {
      Path dir = dirWith(temp.resolve("killed-" + written), steps.before());
      Path temporary = dir.resolve("journal.log.tmp");
      Files.write(temporary, Arrays.copyOf(steps.after(), written));

      assertThat(Journals.replay(dir)).as("%d bytes", written).isEqualTo(steps.old());
      assertThat(Files.exists(temporary)).isFalse();
    }
  }

  @Test
  void open_interruptedAfterTheRename_hasTheNewEntries() throws Exception {
    Steps steps = steps();

    assertThat(Journals.replay(dirWith(temp.resolve("killed"), steps.after())))
        .isEqualTo(steps.kept());
  }

  /** Killed while the very first file was made: there is a temporary file and no other. */
  @Test
  void open_interruptedCreation_startsEmpty() throws Exception {
    Path dir = Files.createDirectory(temp.resolve("killed"));
    Files.writeString(dir.resolve("journal.log.tmp"), "1234");

    assertThat(Journals.replay(dir)).isEmpty();
  }

  @Test
  void open_moreThanRetained_compacts() throws Exception {
    Path dir = temp.resolve("state");
    try (FileJournal journal = Journals.open(dir)) {
      fill(journal);
    }
    long before = Files.size(Journals.log(dir));
    try (FileJournal journal = FileJournal.open(dir, CLOCK, TWO_CONFIGS)) {
      assertThat(all(journal)).hasSize(3);
    }

    assertThat(Files.size(Journals.log(dir))).isLessThan(before);
  }

  @Test
  void append_fileOutgrowsWhatIsKept_compacts() throws Exception {
    Path dir = temp.resolve("state");
    String large = "x".repeat(1 << 20);
    try (FileJournal journal = FileJournal.open(dir, CLOCK, TWO_CONFIGS)) {
      for (int i = 1; i <= 30; i++) {
        journal.append(new Draft("ada", "config", "shop.yaml", "", body("text", i + large)));
        assertThat(Files.size(Journals.log(dir))).isLessThan(10 << 20);
      }
      assertThat(journal.lastSeq()).isEqualTo(30);
    }

    try (FileJournal journal = FileJournal.open(dir, CLOCK, TWO_CONFIGS)) {
      assertThat(all(journal)).extracting(JournalEntry::seq).containsExactly(29L, 30L);
    }
  }

  private Steps steps() throws Exception {
    Path dir = temp.resolve("steps");
    try (FileJournal journal = Journals.open(dir)) {
      fill(journal);
      byte[] before = bytes(dir);
      List<JournalEntry> old = all(journal);
      journal.compact(TWO_CONFIGS);
      return new Steps(before, old, bytes(dir), all(journal));
    }
  }

  private static void fill(Journal journal) {
    journal.append(draft("config", "shop.yaml"));
    journal.append(draft("config", "shop.yaml"));
    journal.append(draft("action", "search"));
    journal.append(draft("config", "shop.yaml"));
    journal.append(draft("config", "shop.yaml"));
  }

  /** The file and the entries on both sides of a compaction. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Steps(
      byte[] before, List<JournalEntry> old, byte[] after, List<JournalEntry> kept) {}
}
