package dev.crossfade.rollout.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with {@code state.dir}, and what the operator is told. */
class StateDirectoryTest {
  @TempDir Path temp;

  @Test
  void open_missing_createsForTheOwnerOnly() throws Exception {
    Path dir = temp.resolve("var/state");
    Journals.open(dir).close();

    assertThat(permissions(dir)).isEqualTo("rwx------");
    assertThat(permissions(dir.resolve("journal.log"))).isEqualTo("rw-------");
    assertThat(permissions(dir.resolve("journal.lock"))).isEqualTo("rw-------");
    assertThat(Files.exists(dir.resolve("journal.log.tmp"))).isFalse();
  }

  @Test
  void open_file_isRefused() throws Exception {
    Path file = Files.createFile(temp.resolve("state"));

    assertThatThrownBy(() -> Journals.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessage("state.dir: " + file + " is a file (expected: a directory)");
  }

  @Test
  void open_belowAFile_isRefused() throws Exception {
    Path file = Files.createFile(temp.resolve("var"));

    assertThatThrownBy(() -> Journals.open(file.resolve("state")))
        .isInstanceOf(JournalException.class)
        .hasMessage("state.dir: " + file + " is a file (expected: a directory)");
  }

  @Test
  void open_notWritable_isRefused() throws Exception {
    Path dir = Files.createDirectory(temp.resolve("state"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(dir), "root may write everywhere");

    assertThatThrownBy(() -> Journals.open(dir))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("state.dir: " + dir + " cannot be written: permission denied for");
  }

  @Test
  void open_cannotBeCreated_isRefused() throws Exception {
    Path dir = Files.createDirectory(temp.resolve("var"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(dir), "root may write everywhere");

    assertThatThrownBy(() -> Journals.open(dir.resolve("state")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("state cannot be created: permission denied for user");
  }

  @Test
  void open_heldByThisProcess_isRefusedWithPid() {
    Path dir = temp.resolve("state");
    try (FileJournal _ = Journals.open(dir)) {
      assertThatThrownBy(() -> Journals.open(dir))
          .isInstanceOf(JournalException.class)
          .hasMessage(inUse(dir, ProcessHandle.current().pid()));
    }
  }

  /** A refused second opener must not have freed the lock of the first, as closing a file would. */
  @Test
  void open_heldByThisProcessAndRefusedBefore_isRefusedToAnotherProcess() throws Exception {
    Path dir = temp.resolve("state");
    try (FileJournal _ = Journals.open(dir)) {
      assertThatThrownBy(() -> Journals.open(dir)).isInstanceOf(JournalException.class);
      try (AppendingProcess other = AppendingProcess.start(dir)) {
        assertThat(other.readLine())
            .isEqualTo("refused " + inUse(dir, ProcessHandle.current().pid()));
      }
    }
  }

  @Test
  void open_heldByAnotherProcess_isRefusedWithItsPid() throws Exception {
    Path dir = temp.resolve("state");
    try (AppendingProcess other = AppendingProcess.start(dir)) {
      assertThat(other.readLine()).startsWith("appended 1 ");

      assertThatThrownBy(() -> Journals.open(dir))
          .isInstanceOf(JournalException.class)
          .hasMessage(inUse(dir, other.pid()));
    }
  }

  @Test
  void open_closedBefore_isGranted() {
    Path dir = temp.resolve("state");
    Journals.open(dir).close();

    try (FileJournal journal = Journals.open(dir)) {
      assertThat(journal.lastSeq()).isZero();
    }
  }

  @Test
  void close_twice_leavesTheNextOwnerAlone() {
    Path dir = temp.resolve("state");
    FileJournal first = Journals.open(dir);
    first.close();
    try (FileJournal _ = Journals.open(dir)) {
      first.close();

      assertThatThrownBy(() -> Journals.open(dir)).hasMessageContaining("is in use by another");
    }
  }

  private static String inUse(Path dir, long pid) {
    return "state.dir: " + dir + " is in use by another gateway (pid " + pid + ")";
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
