package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.bytes;
import static dev.crossfade.rollout.journal.Journals.dirWith;
import static dev.crossfade.rollout.journal.Journals.draft;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start makes of files that crashes and disks have left. */
class LogReaderTest {
  @TempDir Path temp;

  @Test
  void open_cutAtAnyByte_hasTheWholeEntriesAndAppendsAgain() throws Exception {
    List<JournalEntry> entries = Journals.small(temp.resolve("whole"));
    byte[] whole = bytes(temp.resolve("whole"));
    for (int size = 0; size <= whole.length; size++) {
      Path dir = dirWith(temp.resolve("cut-" + size), Arrays.copyOf(whole, size));
      int lines = Math.max(0, lineFeeds(whole, size) - 1); // the header is a line, too
      try (FileJournal journal = Journals.open(dir)) {
        assertThat(Journals.all(journal)).as("%d bytes", size).isEqualTo(entries.subList(0, lines));
        assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(lines + 1);
      }
      assertThat(Journals.replay(dir)).as("%d bytes", size).hasSize(lines + 1);
    }
  }

  @ParameterizedTest(name = "xor {0}")
  @ValueSource(ints = {0x01, 0x20})
  void open_anyByteFlipped_isRefusedOrCutsTheLastEntryOnly(int mask) throws Exception {
    List<JournalEntry> entries = Journals.small(temp.resolve("whole"));
    byte[] whole = bytes(temp.resolve("whole"));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) mask;
      requireRefusedOrCut(flipped, "byte " + at, at == whole.length - 1, entries);
    }
  }

  /** A single zero is not yet the hole of a power cut: only blocks of them are. */
  @Test
  void open_anyByteZero_isRefusedOrCutsTheLastEntryOnly() throws Exception {
    List<JournalEntry> entries = Journals.small(temp.resolve("whole"));
    byte[] whole = bytes(temp.resolve("whole"));
    for (int at = 0; at < whole.length; at++) {
      byte[] zeroed = whole.clone();
      zeroed[at] = 0;
      requireRefusedOrCut(zeroed, "byte " + at, at == whole.length - 1, entries);
    }
  }

  @Test
  void open_lastLineWithUnwrittenBlock_isCutOff() throws Exception {
    List<JournalEntry> entries = Journals.small(temp.resolve("whole"));
    byte[] holed = bytes(temp.resolve("whole"));
    Arrays.fill(holed, holed.length - 30, holed.length - 10, (byte) 0);

    assertThat(Journals.replay(dirWith(temp.resolve("holed"), holed)))
        .isEqualTo(entries.subList(0, 2));
  }

  @ParameterizedTest(name = "without line {0}")
  @ValueSource(ints = {2, 3})
  void open_lineLost_isRefused(int line) throws Exception {
    Journals.small(temp.resolve("whole"));
    Path dir = dirWith(temp.resolve("lost"), without(bytes(temp.resolve("whole")), line));

    assertThatThrownBy(() -> Journals.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("seq " + line + " (expected: " + (line - 1) + ")");
  }

  @ParameterizedTest(name = "without line {0}")
  @ValueSource(ints = {2, 3, 4})
  void open_lineOfTheCompactedPartLost_isRefused(int line) throws Exception {
    byte[] compacted = compacted(temp.resolve("whole"));
    Path dir = dirWith(temp.resolve("lost"), without(compacted, line));

    assertThatThrownBy(() -> Journals.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("restore the file from a backup, or move it away");
  }

  /** A compacted file got its name when it was whole: if it ends early, something was lost. */
  @Test
  void open_compactedPartCutAtAnyByte_isRefused() throws Exception {
    byte[] compacted = compacted(temp.resolve("whole"));
    for (int size = 1; size < compacted.length; size++) {
      Path dir = dirWith(temp.resolve("cut-" + size), Arrays.copyOf(compacted, size));

      assertThatThrownBy(() -> Journals.open(dir))
          .as("%d bytes", size)
          .isInstanceOf(JournalException.class);
    }
  }

  @Test
  void open_damageInTheMiddle_saysWhereWhatAndWhatToDo() throws Exception {
    Journals.small(temp.resolve("whole"));
    byte[] damaged = bytes(temp.resolve("whole"));
    int offset = new String(damaged, UTF_8).indexOf('\n', 80) + 1;
    damaged[offset] = '#';
    Path dir = dirWith(temp.resolve("damaged"), damaged);

    assertThatThrownBy(() -> Journals.open(dir))
        .isInstanceOf(JournalException.class)
        .message()
        .startsWith("journal: " + dir + "/journal.log:3 (byte " + offset + "): checksum #")
        .contains(" (expected: ")
        .endsWith(
            "; restore the file from a backup, or keep only the 1 entries before the damage with"
                + " 'truncate -s "
                + offset
                + " "
                + dir
                + "/journal.log'");
  }

  @Test
  void open_fileOfSomethingElse_isRefusedAndNotTouched() throws Exception {
    byte[] other = "127.0.0.1 - GET /\n127.0.0.1 - GET /".getBytes(UTF_8);
    Path dir = dirWith(temp.resolve("other"), other);

    assertThatThrownBy(() -> Journals.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("journal.log:1 (byte 0): ");
    assertThat(bytes(dir)).isEqualTo(other);
  }

  @Test
  void open_laterFormat_isRefused() throws Exception {
    byte[] later =
        LogLine.encode(LogHeader.EMPTY.toJson().put("format", 2).put("more", "than we know"));
    Path dir = dirWith(temp.resolve("later"), later);

    assertThatThrownBy(() -> Journals.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("format 2 of another version of the gateway (expected: 1)");
  }

  private void requireRefusedOrCut(
      byte[] log, String label, boolean mayCut, List<JournalEntry> entries) throws Exception {
    Path dir = dirWith(temp.resolve(label), log);
    List<JournalEntry> found;
    try {
      found = Journals.replay(dir);
    } catch (JournalException e) {
      assertThat(e).as(label).hasMessageContaining("journal.log:").hasMessageContaining("restore");
      return;
    }
    assertThat(mayCut).as(label).isTrue();
    assertThat(found).as(label).isEqualTo(entries.subList(0, entries.size() - 1));
  }

  private static byte[] compacted(Path dir) throws Exception {
    try (FileJournal journal = Journals.open(dir)) {
      for (int i = 0; i < 3; i++) {
        journal.append(draft("config", "shop.yaml"));
        journal.append(draft("action", "search"));
      }
      assertThat(journal.compact(new Retention(Map.of("config", 1), 2))).isEqualTo(3);
      return bytes(dir);
    }
  }

  private static byte[] without(byte[] log, int line) {
    List<String> lines = new ArrayList<>(new String(log, UTF_8).lines().toList());
    lines.remove(line - 1);
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  private static int lineFeeds(byte[] bytes, int size) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }
}
