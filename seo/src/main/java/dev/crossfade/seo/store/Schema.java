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
 * @param versions the statements that lead to each version from the one before
 */
public record Schema(List<List<String>> versions) {
  public Schema {
    versions = versions.stream().map(List::copyOf).toList();
  }

  /** Brings a database up to the newest version, a version at a time, each wholly or not at all. */
  void migrate(Connection connection) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)");
    }
    connection.commit();
    int version = version(connection);
    if (version > versions.size()) {
      throw new StoreException(
          "its schema is version " + version + " (expected: at most " + versions.size() + ")");
    }
    for (int next = version + 1; next <= versions.size(); next++) {
      apply(connection, next);
    }
  }

  private void apply(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String change : versions.get(version - 1)) {
        statement.executeUpdate(change);
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO schema_version (version) VALUES (?)")) {
      insert.setLong(1, version);
      insert.executeUpdate();
    }
    connection.commit();
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT MAX(version) FROM schema_version")) {
      return found.next() ? found.getInt(1) : 0;
    }
  }
}
