package dev.crossfade.seo.crawl;

import dev.crossfade.config.model.State;
import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.Database;
import dev.crossfade.seo.store.PostgresDatabase;
import dev.crossfade.seo.store.Schema;
import dev.crossfade.seo.store.SqliteFile;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A ledger in a database; what is older than three months is forgotten. */
public final class SqlLedger implements CrawlLedger {
  private static final long KEPT_HOURS = 92 * 24;
  private static final String BATCHES = "crawl_batch";

  /** Whoever reads has something else to tell when the database is slow. */
  private static final long PATIENCE_MILLIS = 1_000;

  private static final Schema SCHEMA =
      new Schema(
          "crawl",
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
                  )"""),
              List.of("CREATE TABLE " + BATCHES + " " + Batch.COLUMNS)));

  /** In one order, so that gateways that write the same rows wait for each other and no more. */
  private static final Comparator<CrawlKind> ORDER =
      Comparator.comparingLong(CrawlKind::hour)
          .thenComparing(CrawlKind::crawler)
          .thenComparing(CrawlKind::standing)
          .thenComparing(CrawlKind::backend)
          .thenComparingInt(CrawlKind::status)
          .thenComparing(CrawlKind::template);

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

  private final Database database;
  private final ReentrantLock lock = new ReentrantLock();
  private long tidied = Long.MIN_VALUE; // guarded by lock

  private SqlLedger(Database database) {
    this.database = database;
  }

  /** In a file, which is made when it is not there; its directory must be. */
  public static CrawlLedger open(Path path) throws StoreException {
    return new SqlLedger(SqliteFile.open(path, SCHEMA));
  }

  /** In a database that gateways share. */
  public static CrawlLedger open(State.Postgres postgres) throws StoreException {
    return new SqlLedger(PostgresDatabase.open(postgres, SCHEMA));
  }

  @Override
  public void add(Batch batch, Map<CrawlKind, Long> counts, List<Watch> watches)
      throws StoreException {
    lock.lock();
    try {
      long hour = watches.stream().mapToLong(Watch::hour).max().orElse(Long.MIN_VALUE);
      database.transact(
          connection -> {
            if (batch.enter(connection, BATCHES)) {
              add(connection, counts);
              watch(connection, watches);
            }
            if (hour > tidied) {
              forget(connection, hour - KEPT_HOURS);
            }
            return batch;
          });
      tidied = Math.max(tidied, hour);
    } finally {
      lock.unlock();
    }
  }

  private static void watch(Connection connection, List<Watch> watches) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(WATCH)) {
      for (Watch watch : watches.stream().sorted(Comparator.comparingLong(Watch::hour)).toList()) {
        upsert.setLong(1, watch.hour());
        upsert.setLong(2, watch.minutes());
        upsert.executeUpdate();
      }
    }
  }

  private static void add(Connection connection, Map<CrawlKind, Long> counts) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(ADD)) {
      for (CrawlKind kind : counts.keySet().stream().sorted(ORDER).toList()) {
        upsert.setLong(1, kind.hour());
        upsert.setString(2, kind.crawler());
        upsert.setString(3, kind.standing().name());
        upsert.setString(4, kind.backend());
        upsert.setLong(5, kind.status());
        upsert.setString(6, kind.template());
        upsert.setLong(7, counts.getOrDefault(kind, 0L));
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
  public CrawlPast read(long from, long to) throws StoreException {
    try {
      if (!lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StoreException("the database is still busy with something else");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", e);
    }
    try {
      return database.transact(connection -> read(connection, from, to));
    } finally {
      lock.unlock();
    }
  }

  private static CrawlPast read(Connection connection, long from, long to) throws SQLException {
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
  public void close() {
    lock.lock();
    try {
      database.close();
    } finally {
      lock.unlock();
    }
  }
}
