package dev.crossfade.seo.live.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.History;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups in a file. */
class SqliteFindingsTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("findings.db");
  }

  private List<FindingGroup> load() throws StoreException {
    try (FindingStore store = SqliteFindings.open(file())) {
      return Samples.sorted(store.load());
    }
  }

  private void save(Groups groups) throws StoreException {
    try (FindingStore store = SqliteFindings.open(file())) {
      store.save(groups.takeChanges());
    }
  }

  @Test
  void load_newDatabase_isEmpty() throws Exception {
    assertThat(load()).isEmpty();
  }

  @Test
  void load_afterSave_isWhatWasSaved() throws Exception {
    Groups groups = Samples.several();
    save(groups);

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void save_twice_replacesWhatChanged() throws Exception {
    Groups groups = Samples.several();
    save(groups);
    Samples.see(groups, "product", 99);
    save(groups);

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void save_gone_deletesGroupAndExamples() throws Exception {
    Groups groups = Samples.several();
    save(groups);
    try (FindingStore store = SqliteFindings.open(file())) {
      store.save(
          new Groups.Changes(
              List.of(), List.of("catalog.SEO-TITLE.product"), History.Changes.NONE));
    }

    assertThat(load()).extracting(FindingGroup::id).doesNotContain("catalog.SEO-TITLE.product");
    assertThat(count("SELECT COUNT(*) FROM example WHERE finding = 'catalog.SEO-TITLE.product'"))
        .isZero();
  }

  @Test
  void numbers_afterSave_areWhatWasCounted_andOldHoursGo() throws Exception {
    Tally tally = new Tally(1_000, Tally.Kind.COMPARED, "catalog", "product");
    try (FindingStore store = SqliteFindings.open(file())) {
      store.save(numbers(Map.of(tally, 1L), 1_000));
      store.save(numbers(Map.of(tally, 7L), 1_000));
      assertThat(store.numbers()).isEqualTo(Map.of(tally, 7L));

      Tally later = new Tally(1_001, Tally.Kind.OPEN, "catalog", "CRITICAL");
      store.save(numbers(Map.of(later, 3L), 1_001));
      assertThat(store.numbers()).isEqualTo(Map.of(later, 3L));
    }
  }

  private static Groups.Changes numbers(Map<Tally, Long> numbers, long oldest) {
    return new Groups.Changes(List.of(), List.of(), new History.Changes(numbers, oldest));
  }

  @Test
  void open_databaseOfTheVersionBefore_getsWhatItLacks() throws Exception {
    Groups groups = Samples.several();
    save(groups);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP TABLE finding_hour");
      statement.executeUpdate("DELETE FROM schema_version WHERE version > 1");
    }

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
    try (FindingStore store = SqliteFindings.open(file())) {
      assertThat(store.numbers()).isEmpty();
    }
    assertThat(folder.resolve("findings.db.damaged")).doesNotExist();
  }

  @Test
  void numbers_ofAKindOfALaterVersion_arePassedOver() throws Exception {
    save(Samples.several());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE finding_hour SET kind = 'FELT'");
    }

    try (FindingStore store = SqliteFindings.open(file())) {
      assertThat(store.numbers()).isEmpty();
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getLong(1) : -1;
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
  void open_schemaOfALaterVersion_isLeftAlone() throws Exception {
    save(Samples.several());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO schema_version (version) VALUES (99)");
    }

    assertThatThrownBy(this::load)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("its schema is version 99 (expected: at most 2)");
    assertThat(folder.resolve("findings.db.damaged")).doesNotExist();
  }

  @Test
  void load_ruleOfALaterVersion_isPassedOver() throws Exception {
    save(Samples.several());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE finding SET rule = 'SEO-TELEPATHY' WHERE rule = 'SEO-TITLE'");
    }

    assertThat(load()).hasSize(2);
  }

  @Test
  void save_lockedBySomebodyElse_saysSoAndLosesNothing() throws Exception {
    Groups groups = Samples.several();
    save(groups);
    Samples.see(groups, "product", 77);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement();
        FindingStore store = SqliteFindings.open(file())) {
      statement.execute("BEGIN IMMEDIATE");
      Groups.Changes changes = groups.takeChanges();

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
    try (FindingStore store = SqliteFindings.open(file())) {
      Files.delete(file());

      assertThatThrownBy(() -> store.save(Samples.several().takeChanges()))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("findings.db is gone");
    }
  }

  @Test
  void save_fileReplacedMeanwhile_saysSo() throws Exception {
    try (FindingStore store = SqliteFindings.open(file())) {
      Files.move(file(), folder.resolve("elsewhere"));
      Files.writeString(file(), "", UTF_8);

      assertThatThrownBy(() -> store.save(Samples.several().takeChanges()))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("is another file by now");
    }
  }

  @Test
  void open_directoryIsGone_saysSo() throws IOException {
    Path nowhere = folder.resolve("nowhere").resolve("findings.db");

    assertThatThrownBy(() -> SqliteFindings.open(nowhere))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere");
  }
}
