package dev.crossfade.seo.live.store;

import dev.crossfade.config.model.State;
import dev.crossfade.seo.live.group.Example;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.Database;
import dev.crossfade.seo.store.PostgresDatabase;
import dev.crossfade.seo.store.SqliteFile;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups in a database. Who writes first turns the database's clock, which lets one writer pass at
 * a time: so revisions appear in their order, and nobody merges into what another is changing.
 */
public final class SqlFindings implements FindingStore {
  private static final String TURN = "UPDATE finding_clock SET revision = revision + 1";
  private static final String CLOCK = "SELECT revision FROM finding_clock";

  private final Database database;

  private SqlFindings(Database database) {
    this.database = database;
  }

  /** In a file, which is made when it is not there; its directory must be. */
  public static FindingStore open(Path file) throws StoreException {
    return new SqlFindings(SqliteFile.open(file, FindingTables.SCHEMA));
  }

  /** In a database that gateways share. */
  public static FindingStore open(State.Postgres postgres) throws StoreException {
    return new SqlFindings(PostgresDatabase.open(postgres, FindingTables.SCHEMA));
  }

  @Override
  public Kept read(long revision) throws StoreException {
    return database.transact(
        connection -> {
          long now = clock(connection); // first: what is newer than it is read once more
          return now == revision
              ? new Kept(now, List.of(), Map.of())
              : new Kept(
                  now,
                  FindingRows.since(connection, revision),
                  HistoryRows.since(connection, revision));
        });
  }

  private static long clock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CLOCK)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public Kept save(Writing writing) throws StoreException {
    return database.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(TURN);
          }
          long revision = clock(connection);
          boolean isNew = writing.batch().enter(connection, FindingTables.BATCHES);
          Groups.Changes changes = writing.changes();
          Set<String> ids = new TreeSet<>();
          changes.groups().forEach(group -> ids.add(group.id()));
          Map<String, FindingGroup> theirs = FindingRows.byId(connection, ids);
          if (!isNew) {
            return new Kept(
                revision,
                List.copyOf(theirs.values()),
                HistoryRows.of(connection, changes.history()));
          }
          List<FindingGroup> merged = merged(writing, theirs);
          write(connection, merged, revision);
          delete(connection, changes.gone(), writing);
          return new Kept(revision, merged, HistoryRows.save(connection, writing, revision));
        });
  }

  private static List<FindingGroup> merged(Writing writing, Map<String, FindingGroup> theirs) {
    List<FindingGroup> merged = new ArrayList<>();
    for (FindingGroup mine : writing.changes().groups()) {
      FindingGroup their = theirs.get(mine.id());
      merged.add(their == null ? mine : Groups.merged(writing.before(mine.id()), mine, their));
    }
    return merged;
  }

  private static void write(Connection connection, Collection<FindingGroup> groups, long revision)
      throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(FindingRows.UPSERT);
        PreparedStatement clear = connection.prepareStatement(FindingRows.CLEAR_EXAMPLES);
        PreparedStatement insert = connection.prepareStatement(FindingRows.INSERT_EXAMPLE)) {
      boolean anyExamples = false;
      for (FindingGroup group : groups) {
        FindingRows.bind(upsert, group, revision);
        upsert.addBatch();
        clear.setString(1, group.id());
        clear.addBatch();
        int place = 0;
        for (Example example : group.examples()) {
          FindingRows.bind(insert, group.id(), ++place, example);
          insert.addBatch();
          anyExamples = true;
        }
      }
      if (!groups.isEmpty()) {
        upsert.executeBatch();
        clear.executeBatch();
      }
      if (anyExamples) {
        insert.executeBatch();
      }
    }
  }

  /** What somebody else has seen since we last looked stays. */
  private static void delete(Connection connection, List<String> gone, Writing writing)
      throws SQLException {
    Map<String, Long> last = new HashMap<>();
    for (String id : gone) {
      FindingGroup before = writing.before(id);
      if (before != null) {
        last.put(id, before.last().toEpochMilli());
      }
    }
    if (last.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM finding WHERE id = ? AND last_seen <= ?");
        PreparedStatement clear = connection.prepareStatement(FindingRows.CLEAR_EXAMPLES)) {
      for (Map.Entry<String, Long> group : last.entrySet()) {
        delete.setString(1, group.getKey());
        delete.setLong(2, group.getValue());
        if (delete.executeUpdate() > 0) {
          clear.setString(1, group.getKey());
          clear.executeUpdate();
        }
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
