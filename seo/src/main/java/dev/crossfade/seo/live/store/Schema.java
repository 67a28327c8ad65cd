package dev.crossfade.seo.live.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, and how an older database becomes a newer one. Only what SQLite and PostgreSQL both
 * take: text and bigint, times as milliseconds since 1970, no triggers, no blobs. A version that
 * was released is never changed; the next one is added to the list.
 */
final class Schema {
  private static final List<List<String>> VERSIONS =
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
              )"""));

  private Schema() {}

  /** The newest there is. */
  static int newest() {
    return VERSIONS.size();
  }

  /** Brings a database up to the newest version, a version at a time, each wholly or not at all. */
  static void migrate(Connection connection) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)");
    }
    connection.commit();
    int version = version(connection);
    if (version > newest()) {
      throw new StoreException(
          "its schema is version " + version + " (expected: at most " + newest() + ")");
    }
    for (int next = version + 1; next <= newest(); next++) {
      apply(connection, next);
    }
  }

  private static void apply(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String change : VERSIONS.get(version - 1)) {
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
