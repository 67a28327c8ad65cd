package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.Example;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.store.Schema;
import dev.crossfade.seo.store.SqliteFile;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Groups in a database in a file. */
public final class SqliteFindings implements FindingStore {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  """
              CREATE TABLE finding (
                id TEXT NOT NULL PRIMARY KEY,
                unit TEXT NOT NULL,
                rule TEXT NOT NULL,
                template TEXT NOT NULL,
                severity TEXT NOT NULL,
                is_open BIGINT NOT NULL,
                noise BIGINT NOT NULL,
                first_seen BIGINT NOT NULL,
                last_seen BIGINT NOT NULL,
                opened BIGINT NOT NULL,
                closed BIGINT,
                seen BIGINT NOT NULL,
                sightings BIGINT NOT NULL,
                pages BIGINT NOT NULL,
                clean BIGINT NOT NULL,
                clean_before BIGINT NOT NULL,
                visitors BIGINT NOT NULL,
                crawlers BIGINT NOT NULL,
                accepted_by TEXT,
                accepted_at BIGINT,
                accepted_reason TEXT
              )""",
                  """
              CREATE TABLE example (
                finding TEXT NOT NULL,
                url TEXT NOT NULL,
                seen_at BIGINT NOT NULL,
                legacy TEXT NOT NULL,
                next TEXT NOT NULL,
                message TEXT NOT NULL,
                evidence TEXT NOT NULL,
                PRIMARY KEY (finding, url)
              )"""),
              List.of(
                  """
              CREATE TABLE finding_hour (
                hour BIGINT NOT NULL,
                kind TEXT NOT NULL,
                unit TEXT NOT NULL,
                name TEXT NOT NULL,
                amount BIGINT NOT NULL,
                PRIMARY KEY (hour, kind, unit, name)
              )""")));

  private final SqliteFile file;

  private SqliteFindings(SqliteFile file) {
    this.file = file;
  }

  /** Opens the database, or makes one; its directory must be there. */
  public static FindingStore open(Path file) throws StoreException {
    return new SqliteFindings(SqliteFile.open(file, SCHEMA));
  }

  @Override
  public List<FindingGroup> load() throws StoreException {
    return file.transact(SqliteFindings::load);
  }

  private static List<FindingGroup> load(Connection connection) throws SQLException {
    List<FindingGroup> groups = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        PreparedStatement examples = connection.prepareStatement(FindingRows.EXAMPLES);
        ResultSet row = statement.executeQuery(FindingRows.FINDINGS)) {
      while (row.next()) {
        FindingGroup group =
            FindingRows.group(row, examples(examples, String.valueOf(row.getString("id"))));
        if (group != null) {
          groups.add(group);
        }
      }
    }
    return groups;
  }

  private static List<Example> examples(PreparedStatement select, String finding)
      throws SQLException {
    List<Example> examples = new ArrayList<>();
    select.setString(1, finding);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        examples.add(FindingRows.example(row));
      }
    }
    return examples;
  }

  @Override
  public Map<Tally, Long> numbers() throws StoreException {
    return file.transact(HistoryRows::load);
  }

  @Override
  public void save(Groups.Changes changes) throws StoreException {
    file.transact(
        connection -> {
          save(connection, changes);
          HistoryRows.save(connection, changes.history());
          return changes;
        });
  }

  private static void save(Connection connection, Groups.Changes changes) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(FindingRows.UPSERT);
        PreparedStatement insert = connection.prepareStatement(FindingRows.INSERT_EXAMPLE);
        PreparedStatement clear =
            connection.prepareStatement("DELETE FROM example WHERE finding = ?");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM finding WHERE id = ?")) {
      for (FindingGroup group : changes.groups()) {
        FindingRows.bind(upsert, group);
        upsert.executeUpdate();
        clear.setString(1, group.id());
        clear.executeUpdate();
        for (Example example : group.examples()) {
          FindingRows.bind(insert, group.id(), example);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      for (String id : changes.gone()) {
        clear.setString(1, id);
        clear.executeUpdate();
        delete.setString(1, id);
        delete.executeUpdate();
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
