package dev.crossfade.seo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * One writing, which counts once however often it is tried. A connection that breaks during a
 * commit leaves open whether it was done; so each batch is entered together with what it writes,
 * and one that has been entered is not written again.
 *
 * @param writer who writes, as nobody else is called; a restarted process is another one
 * @param number counts the writer's batches from 1; the next only comes when this one is done
 * @param at when it was put together
 */
public record Batch(String writer, long number, Instant at) {
  private static final Duration REMEMBERED = Duration.ofDays(7);

  /** The columns of the table that batches are entered in. */
  public static final String COLUMNS =
      "(writer TEXT NOT NULL PRIMARY KEY, number BIGINT NOT NULL, at BIGINT NOT NULL)";

  /** The batch after this one. */
  public Batch next(Instant now) {
    return new Batch(writer, number + 1, now);
  }

  /**
   * Enters it, in the transaction that writes what belongs to it.
   *
   * @param table with {@link #COLUMNS}
   * @return false: it was written before
   */
  public boolean enter(Connection connection, String table) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO %1$s (writer, number, at) VALUES (?, ?, ?)
            ON CONFLICT (writer) DO UPDATE SET number = excluded.number, at = excluded.at
            WHERE %1$s.number < excluded.number"""
                .formatted(table))) {
      insert.setString(1, writer);
      insert.setLong(2, number);
      insert.setLong(3, at.toEpochMilli());
      if (insert.executeUpdate() == 0) {
        return false;
      }
    }
    if (number == 1) {
      forget(connection, table);
    }
    return true;
  }

  /** Those who have not written for long will not try again. */
  private void forget(Connection connection, String table) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE at < ?")) {
      delete.setLong(1, at.minus(REMEMBERED).toEpochMilli());
      delete.executeUpdate();
    }
  }
}
