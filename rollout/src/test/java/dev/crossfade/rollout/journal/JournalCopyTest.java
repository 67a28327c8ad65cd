package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.CLOCK;
import static dev.crossfade.rollout.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCopyTest {
  private static final String SOURCE = "etcd /crossfade";

  @TempDir Path temp;

  @Test
  void found_entriesThatWereAdded_areThereAgain() throws IOException {
    Entries first = Entries.of(List.of(entry(1), entry(2)));
    Entries more = first.with(List.of(entry(3)));

    write(SOURCE, first, more);

    assertThat(read(SOURCE)).isEqualTo(more.all());
  }

  @Test
  void update_entriesWithAGapOrFewer_areWrittenAsAWhole() throws IOException {
    Entries gap = Entries.of(List.of(entry(3), entry(7)));
    write(SOURCE, Entries.of(List.of(entry(1))), gap);
    assertThat(read(SOURCE)).isEqualTo(gap.all());

    Entries fewer = Entries.of(List.of(entry(3)));
    write(SOURCE, fewer);
    assertThat(read(SOURCE)).isEqualTo(fewer.all());
  }

  @Test
  void open_copyOfAnotherSource_isLeftOutAndWrittenOver() throws IOException {
    write(SOURCE, Entries.of(List.of(entry(1))));

    assertThat(read("etcd /other")).isEmpty();
    assertThat(read(SOURCE)).isEmpty();
  }

  @Test
  void open_damaged_isPutAsideAndBegunAnew() throws IOException {
    write(SOURCE, Entries.of(List.of(entry(1), entry(2))));
    Path file = temp.resolve("fleet.log");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 200] ^= 1;
    Files.write(file, bytes);

    assertThat(read(SOURCE)).isEmpty();
    assertThat(temp.resolve("fleet.log.damaged")).hasBinaryContent(bytes);
  }

  /** As after a kill in the middle of an append. */
  @Test
  void open_cutOff_hasTheWholeEntries() throws IOException {
    Entries all = Entries.of(IntStream.rangeClosed(1, 3).mapToObj(JournalCopyTest::entry).toList());
    write(SOURCE, Entries.of(all.after(0, 2)), all);
    Path file = temp.resolve("fleet.log");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));

    assertThat(read(SOURCE)).isEqualTo(all.after(0, 2));
  }

  @Test
  void update_fileGone_failsNobody() throws IOException {
    try (StateDirectory directory = StateDirectory.claim(temp);
        JournalCopy copy = JournalCopy.open(directory, "fleet.log", SOURCE)) {
      Files.delete(temp.resolve("fleet.log"));

      copy.update(Entries.of(List.of(entry(1))));
      copy.update(Entries.of(List.of(entry(1), entry(2))));

      assertThat(copy.found().all()).isEmpty();
    }
  }

  private void write(String source, Entries... states) throws IOException {
    try (StateDirectory directory = StateDirectory.claim(temp);
        JournalCopy copy = JournalCopy.open(directory, "fleet.log", source)) {
      for (Entries state : states) {
        copy.update(state);
      }
    }
  }

  private List<JournalEntry> read(String source) throws IOException {
    try (StateDirectory directory = StateDirectory.claim(temp);
        JournalCopy copy = JournalCopy.open(directory, "fleet.log", source)) {
      return copy.found().all();
    }
  }

  private static JournalEntry entry(long seq) {
    return EntryLine.entry(draft("rollout", "unit" + seq), seq, CLOCK);
  }
}
