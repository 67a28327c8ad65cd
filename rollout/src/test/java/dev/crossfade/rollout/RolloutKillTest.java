package dev.crossfade.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.Retention;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * After {@code kill -9} at any moment no transition is lost and none happens twice, and visitors
 * have never seen more than the journal has. {@code -Dcrossfade.rollout.kills=500} kills more often
 * than an ordinary build wants to wait for.
 */
class RolloutKillTest {
  @TempDir Path dir;

  @Test
  void rollout_afterKills_hasEveryTransitionOnce() throws Exception {
    int kills = Integer.getInteger("crossfade.rollout.kills", 10);
    Random random = new Random(9);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 1; round <= kills; round++) {
      int patience = 2 + random.nextInt(60);
      int exposed = -1;
      try (RollingProcess child = RollingProcess.start(dir, round)) {
        for (String line = child.readLine(); line != null; line = child.readLine()) {
          if (line.startsWith("exposed ")) {
            exposed = Integer.parseInt(line.substring("exposed ".length()));
          } else {
            acknowledged.add(line);
          }
          if (--patience == 0) {
            // Waits for nothing: without it each kill would hit the moment after a line was read.
            LockSupport.parkNanos(random.nextInt(5_000_000));
            child.kill();
          }
        }
      }
      requireAll(acknowledged, exposed, round);
    }
  }

  private void requireAll(List<String> acknowledged, int exposed, int round) {
    try (FileJournal journal = FileJournal.open(dir, InstantSource.system(), Retention.DEFAULT)) {
      List<JournalEntry> entries = journal.after(0, Integer.MAX_VALUE);
      List<String> found = new ArrayList<>();
      String state = "idle";
      int basisPoints = 0;
      for (JournalEntry entry : entries) {
        ObjectNode body = entry.body();
        assertThat(body.required("from").stringValue())
            .as("round %d: %s", round, entry)
            .isEqualTo(state);
        assertThat(body.required("fromBasisPoints").intValue()).isEqualTo(basisPoints);
        state = body.required("state").stringValue();
        basisPoints = body.required("basisPoints").intValue();
        found.add(
            RollingProcess.print(
                body.required("at").stringValue(),
                body.required("transition").stringValue(),
                body.required("run").intValue(),
                basisPoints));
      }
      assertThat(found).as("round %d", round).doesNotHaveDuplicates();
      assertThat(found).as("round %d", round).containsSubsequence(acknowledged);
      assertThat(found.size())
          .as("round %d", round)
          .isBetween(acknowledged.size(), acknowledged.size() + round);
      assertThat(exposed).as("round %d", round).isLessThanOrEqualTo(basisPoints);
    }
  }
}
