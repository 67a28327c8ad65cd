package dev.crossfade.seo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a database, and how an older one becomes a newer one. Only what SQLite and
 * PostgreSQL both take: text and bigint, times as milliseconds or hours since 1970, no triggers, no
 * blobs. A version that was released is never changed; the next one is added to the list.
 *
 * @param name what its tables are about: the start of their names
 * @param versions the statements that lead to each version from the one before
 */
public record Schema(String name, List<List<String>> versions) {
  public Schema {
    if (!name.matches("[a-z]{1,20}")) {
      throw new IllegalArgumentException("name: " + name + " (expected: 1 to 20 of a-z)");
    }
    versions = versions.stream().map(List::copyOf).toList();
  }

  /** Brings a database up to the newest version, a version at a time, each wholly or not at all. */
  void migrate(Connection connection, Dialect dialect) throws SQLException, StoreException {
    String table = dialect.versions(this);
    int version;
    do {
      dialect.lock(connection, this);
      version = version(connection, table);
      if (version > versions.size()) {
        throw new StoreException(
            "its schema is version " + version + " (expected: at most " + versions.size() + ")");
      }
      if (version < versions.size()) {
        apply(connection, table, version + 1);
      }
      connection.commit();
    } while (version < versions.size());
  }

  private void apply(Connection connection, String table, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String change : versions.get(version - 1)) {
        statement.executeUpdate(change);
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " (version) VALUES (?)")) {
      insert.setLong(1, version);
      insert.executeUpdate();
    }
  }

  private static int version(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS " + table + " (version BIGINT NOT NULL PRIMARY KEY)");
      try (ResultSet found = statement.executeQuery("SELECT MAX(version) FROM " + table)) {
        return found.next() ? found.getInt(1) : 0;
      }
    }
  }
}
