package dev.crossfade.seo.crawl;

import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.store.Schema;
import dev.crossfade.seo.store.SqliteFile;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A ledger in a database in a file; what is older than three months is forgotten. */
public final class SqliteLedger implements CrawlLedger {
  private static final long KEPT_HOURS = 92 * 24;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  """
                  CREATE TABLE crawl_hit (
                    hour BIGINT NOT NULL,
                    crawler TEXT NOT NULL,
                    standing TEXT NOT NULL,
                    backend TEXT NOT NULL,
                    status BIGINT NOT NULL,
                    template TEXT NOT NULL,
                    hits BIGINT NOT NULL,
                    PRIMARY KEY (hour, crawler, standing, backend, status, template)
                  )""",
                  """
                  CREATE TABLE crawl_watch (
                    hour BIGINT NOT NULL PRIMARY KEY,
                    minutes BIGINT NOT NULL
                  )""")));

  private static final String ADD =
      """
      INSERT INTO crawl_hit (hour, crawler, standing, backend, status, template, hits)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (hour, crawler, standing, backend, status, template)
      DO UPDATE SET hits = crawl_hit.hits + excluded.hits""";

  private static final String WATCH =
      """
      INSERT INTO crawl_watch (hour, minutes) VALUES (?, ?)
      ON CONFLICT (hour) DO UPDATE SET minutes = crawl_watch.minutes | excluded.minutes""";

  private static final String READ =
      """
      SELECT hour, crawler, standing, backend, status, template, hits
      FROM crawl_hit WHERE hour >= ? AND hour < ?""";

  private static final String READ_WATCH =
      "SELECT hour, minutes FROM crawl_watch WHERE hour >= ? AND hour < ?";

  private final SqliteFile file;
  private long tidied = Long.MIN_VALUE; // guarded by this

  private SqliteLedger(SqliteFile file) {
    this.file = file;
  }

  /** Opens it, or makes one; its directory must be there. */
  public static SqliteLedger open(Path path) throws StoreException {
    return new SqliteLedger(SqliteFile.open(path, SCHEMA));
  }

  @Override
  public synchronized void add(Map<CrawlKind, Long> counts, Watch watch) throws StoreException {
    file.transact(
        connection -> {
          add(connection, counts);
          try (PreparedStatement upsert = connection.prepareStatement(WATCH)) {
            upsert.setLong(1, watch.hour());
            upsert.setLong(2, watch.minutes());
            upsert.executeUpdate();
          }
          if (watch.hour() > tidied) {
            forget(connection, watch.hour() - KEPT_HOURS);
          }
          return watch;
        });
    tidied = watch.hour();
  }

  private static void add(Connection connection, Map<CrawlKind, Long> counts) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(ADD)) {
      for (Map.Entry<CrawlKind, Long> count : counts.entrySet()) {
        CrawlKind kind = count.getKey();
        upsert.setLong(1, kind.hour());
        upsert.setString(2, kind.crawler());
        upsert.setString(3, kind.standing().name());
        upsert.setString(4, kind.backend());
        upsert.setLong(5, kind.status());
        upsert.setString(6, kind.template());
        upsert.setLong(7, count.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static void forget(Connection connection, long before) throws SQLException {
    for (String table : List.of("crawl_hit", "crawl_watch")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE hour < ?")) {
        delete.setLong(1, before);
        delete.executeUpdate();
      }
    }
  }

  @Override
  public synchronized CrawlPast read(long from, long to) throws StoreException {
    return file.transact(
        connection -> {
          CrawlPast.Builder past = new CrawlPast.Builder();
          try (PreparedStatement select = between(connection, READ, from, to);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              past.add(kind(row), row.getLong(7));
            }
          }
          try (PreparedStatement select = between(connection, READ_WATCH, from, to);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              past.add(new Watch(row.getLong(1), row.getLong(2)));
            }
          }
          return past.build();
        });
  }

  private static PreparedStatement between(Connection connection, String query, long from, long to)
      throws SQLException {
    PreparedStatement select = connection.prepareStatement(query);
    select.setLong(1, from);
    select.setLong(2, to);
    return select;
  }

  private static CrawlKind kind(ResultSet row) throws SQLException {
    return new CrawlKind(
        row.getLong(1),
        String.valueOf(row.getString(2)),
        standing(String.valueOf(row.getString(3))),
        String.valueOf(row.getString(4)),
        row.getInt(5),
        String.valueOf(row.getString(6)));
  }

  /** What a later version wrote is at least somebody who says so. */
  private static Standing standing(String name) {
    for (Standing standing : Standing.values()) {
      if (standing.name().equals(name)) {
        return standing;
      }
    }
    return Standing.CLAIMED;
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
