package dev.crossfade.rollout.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the journal: after {@code kill -9} at any moment, all that was acknowledged is
 * there. {@code -Dcrossfade.journal.kills=500} kills more often than an ordinary build wants to
 * wait for.
 */
class KillTest {
  @TempDir Path dir;

  @Test
  void open_afterKills_hasEveryAcknowledgedEntryOnce() throws Exception {
    int kills = Integer.getInteger("crossfade.journal.kills", 5);
    Random random = new Random(9);
    Map<Long, String> acknowledged = new LinkedHashMap<>();
    for (int round = 1; round <= kills; round++) {
      int patience = 1 + random.nextInt(40);
      try (AppendingProcess child = AppendingProcess.start(List.of(), dir, 500_000)) {
        for (String line = child.readLine(); line != null; line = child.readLine()) {
          String[] words = line.split(" ", -1);
          assertThat(words[0]).as(line).isEqualTo("appended");
          assertThat(acknowledged.put(Long.parseLong(words[1]), words[2])).as(line).isNull();
          if (--patience == 0) {
            // Waits for nothing: without it each kill would hit the moment after an
            // acknowledgement.
            LockSupport.parkNanos(random.nextInt(10_000_000));
            child.kill();
          }
        }
      }
      requireAll(acknowledged, round);
    }
  }

  private void requireAll(Map<Long, String> acknowledged, int round) {
    try (FileJournal journal = Journals.open(dir)) {
      List<JournalEntry> found = Journals.all(journal);
      Map<Long, String> bySeq = new LinkedHashMap<>();
      found.forEach(entry -> bySeq.put(entry.seq(), entry.subject()));
      Map<Long, String> rollouts = new LinkedHashMap<>(acknowledged);
      rollouts.values().removeIf(AppendingProcess::isConfig);
      long newest = acknowledged.keySet().stream().mapToLong(seq -> seq).max().orElseThrow();

      assertThat(bySeq).as("round %d", round).containsAllEntriesOf(rollouts);
      assertThat(bySeq).as("round %d", round).containsEntry(newest, acknowledged.get(newest));
      assertThat(new HashSet<>(bySeq.values())).as("round %d", round).hasSameSizeAs(found);
      assertThat(bySeq.keySet()).as("round %d", round).isSubsetOf(numbers(journal.lastSeq()));
      assertThat(journal.lastSeq()).as("round %d", round).isBetween(newest, newest + 1);
    }
  }

  private static Set<Long> numbers(long last) {
    return LongStream.rangeClosed(1, last).boxed().collect(Collectors.toSet());
  }
}
