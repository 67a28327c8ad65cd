package dev.crossfade.rollout.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes half an entry and no more, played by a process that may write files of 64 KiB
 * only: the kernel writes what fits and fails the rest, as it does when a disk is full.
 */
class FullDiskTest {
  @TempDir Path dir;

  @Test
  void append_diskTakesHalf_isRefusedCutBackAndFollowedBySoundEntries() throws Exception {
    List<String> limited = List.of("sh", "-c", "ulimit -f 128; exec \"$0\" \"$@\"");
    try (AppendingProcess child = AppendingProcess.start(limited, dir, 100_000)) {
      assertThat(child.readLine())
          .isEqualTo(
              "refused journal: "
                  + dir.resolve("journal.log")
                  + ": entry was not written: File too large");
      assertThat(child.readLine()).startsWith("appended 1 ");
      assertThat(child.readLine()).startsWith("appended 2 ");
    }

    assertThat(Journals.replay(dir)).hasSizeGreaterThanOrEqualTo(2);
  }
}
