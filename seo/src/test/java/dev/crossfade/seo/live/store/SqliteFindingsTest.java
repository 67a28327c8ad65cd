package dev.crossfade.seo.live.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups in a file: what holds of every store, and what is special of files. */
class SqliteFindingsTest extends FindingsContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("findings.db");
  }

  @Override
  FindingStore open() throws StoreException {
    return SqlFindings.open(file());
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Override
  String versionTable() {
    return "schema_version";
  }

  private List<FindingGroup> load() throws StoreException {
    try (FindingStore store = open()) {
      return Bookkeeping.load(store);
    }
  }

  private void save(Groups groups) throws StoreException {
    try (FindingStore store = open()) {
      store.save(Bookkeeping.writing(groups.takeChanges()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no database at all, but longer than a header of SQLite would be",
        "SQLite format 3"
      })
  void open_whatIsNoDatabase_isSetAsideAndBegunAnew(String text) throws Exception {
    Files.writeString(file(), text + (text.isEmpty() ? "" : "\0".repeat(4_096)));

    Groups groups = Samples.several();
    save(groups);

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
    assertThat(Files.exists(folder.resolve("findings.db.damaged"))).isEqualTo(!text.isEmpty());
  }

  @Test
  void open_damagedInTheMiddle_isSetAsideAndBegunAnew() throws Exception {
    Groups groups = Samples.several();
    save(groups);
    byte[] bytes = Files.readAllBytes(file());
    for (int i = 100; i < bytes.length; i++) {
      bytes[i] = (byte) (bytes[i] ^ i);
    }
    Files.write(file(), bytes);

    assertThat(load()).isEmpty();
    assertThat(folder.resolve("findings.db.damaged")).exists();
  }

  @Test
  void save_lockedBySomebodyElse_saysSoAndLosesNothing() throws Exception {
    Groups groups = Samples.several();
    try (FindingStore store = open();
        Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Writing changes = Bookkeeping.writing(groups.takeChanges());

      assertThatThrownBy(() -> store.save(changes))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQLITE_BUSY");

      statement.execute("COMMIT");
      store.save(changes);
    }
    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void save_fileDeletedMeanwhile_saysSo() throws Exception {
    try (FindingStore store = open()) {
      Files.delete(file());

      assertThatThrownBy(() -> store.save(Bookkeeping.writing(Samples.several().takeChanges())))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("findings.db is gone");
    }
  }

  @Test
  void save_fileReplacedMeanwhile_saysSo() throws Exception {
    try (FindingStore store = open()) {
      Files.move(file(), folder.resolve("elsewhere"));
      Files.writeString(file(), "", UTF_8);

      assertThatThrownBy(() -> store.save(Bookkeeping.writing(Samples.several().takeChanges())))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("is another file by now");
    }
  }

  @Test
  void open_directoryIsGone_saysSo() throws IOException {
    Path nowhere = folder.resolve("nowhere").resolve("findings.db");

    assertThatThrownBy(() -> SqlFindings.open(nowhere))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere");
  }
}
