package dev.crossfade.seo.live.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it saves leaves all groups as one save wrote them, and none that
 * was acknowledged is lost; a full disk, played by a limit on the size of files, is an error that
 * passes.
 */
class SqliteKillTest {
  @TempDir Path folder;

  @Test
  void load_afterKills_isWholeAndNotOlderThanAcknowledged() throws Exception {
    Path file = folder.resolve("findings.db");
    Random random = new Random(4);
    for (int round = 1; round <= Integer.getInteger("crossfade.findings.kills", 3); round++) {
      long acknowledged = 0;
      int patience = 1 + random.nextInt(20);
      try (SavingProcess child = SavingProcess.start(List.of(), file)) {
        for (String line = child.readLine(); line != null; line = child.readLine()) {
          assertThat(line).startsWith("saved ");
          acknowledged = Long.parseLong(line.substring("saved ".length()));
          if (--patience == 0) {
            LockSupport.parkNanos(random.nextInt(10_000_000)); // waits for nothing
            child.kill();
          }
        }
      }
      requireWhole(file, acknowledged);
    }
    assertThat(folder.resolve("findings.db.damaged")).doesNotExist();
  }

  private static void requireWhole(Path file, long acknowledged) throws StoreException {
    try (FindingStore store = SqlFindings.open(file)) {
      List<FindingGroup> groups = Bookkeeping.load(store);
      assertThat(groups).hasSize(40);
      assertThat(groups).extracting(FindingGroup::count).containsOnly(groups.getFirst().count());
      assertThat(groups.getFirst().count()).isBetween(acknowledged, acknowledged + 1);
      assertThat(groups).allSatisfy(group -> assertThat(group.examples()).isNotEmpty());
    }
  }

  @Test
  void save_diskIsFull_isRefusedAndLeavesASoundDatabase() throws Exception {
    Path file = folder.resolve("findings.db");
    List<String> limited = List.of("sh", "-c", "ulimit -f 96; exec \"$0\" \"$@\"");
    long saved = 0;
    try (SavingProcess child = SavingProcess.start(limited, file)) {
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        if (line.startsWith("refused")) {
          assertThat(line).containsAnyOf("SQLITE_FULL", "SQLITE_IOERR");
          break;
        }
        saved = Long.parseLong(line.substring("saved ".length()));
      }
    }
    try (FindingStore store = SqlFindings.open(file)) {
      if (saved > 0) {
        assertThat(Bookkeeping.load(store)).hasSize(40);
      } else {
        assertThat(Bookkeeping.load(store)).hasSizeLessThanOrEqualTo(40);
      }
    }
  }
}
