package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.History;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.live.group.Tally.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was counted by the hour, as rows of a table of {@link FindingTables}. */
final class HistoryRows {
  /** Adds what is new to us, and is all of ours where nobody has counted. */
  private static final String ADD =
      """
      INSERT INTO finding_hour (hour, kind, unit, name, amount, revision)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (hour, kind, unit, name)
      DO UPDATE SET amount = finding_hour.amount + ?, revision = excluded.revision""";

  /** How many are open is no sum: who looked last knows. */
  private static final String SET =
      """
      INSERT INTO finding_hour (hour, kind, unit, name, amount, revision)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (hour, kind, unit, name)
      DO UPDATE SET amount = excluded.amount, revision = excluded.revision""";

  private static final String SINCE =
      "SELECT hour, kind, unit, name, amount FROM finding_hour WHERE revision > ?";

  private static final String ONE =
      "SELECT amount FROM finding_hour WHERE hour = ? AND kind = ? AND unit = ? AND name = ?";

  private static final String FORGET = "DELETE FROM finding_hour WHERE hour < ?";

  private HistoryRows() {}

  /** Numbers that changed after a revision. */
  static Map<Tally, Long> since(Connection connection, long revision) throws SQLException {
    Map<Tally, Long> numbers = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(SINCE)) {
      select.setLong(1, revision);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Kind kind = kind(String.valueOf(row.getString("kind")));
          if (kind != null) {
            numbers.put(
                new Tally(row.getLong("hour"), kind, row.getString("unit"), row.getString("name")),
                row.getLong("amount"));
          }
        }
      }
    }
    return numbers;
  }

  /** Null: written by a version that counts more. */
  private static @Nullable Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** Adds what changed; what is of hours before the oldest goes. */
  static Map<Tally, Long> save(Connection connection, Writing writing, long revision)
      throws SQLException {
    History.Changes changes = writing.changes().history();
    if (changes.numbers().isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement add = connection.prepareStatement(ADD);
        PreparedStatement set = connection.prepareStatement(SET);
        PreparedStatement forget = connection.prepareStatement(FORGET)) {
      for (Map.Entry<Tally, Long> number : changes.numbers().entrySet()) {
        Tally tally = number.getKey();
        PreparedStatement upsert = tally.kind() == Kind.OPEN ? set : add;
        key(upsert, tally);
        upsert.setLong(5, number.getValue());
        upsert.setLong(6, revision);
        if (tally.kind() != Kind.OPEN) {
          upsert.setLong(7, number.getValue() - writing.before(tally));
        }
        upsert.addBatch();
      }
      add.executeBatch();
      set.executeBatch();
      forget.setLong(1, changes.oldest());
      forget.executeUpdate();
    }
    return of(connection, changes);
  }

  /** Those numbers as they stand now. */
  static Map<Tally, Long> of(Connection connection, History.Changes changes) throws SQLException {
    Map<Tally, Long> numbers = new HashMap<>();
    try (PreparedStatement one = connection.prepareStatement(ONE)) {
      for (Tally tally : changes.numbers().keySet()) {
        key(one, tally);
        try (ResultSet row = one.executeQuery()) {
          if (row.next()) {
            numbers.put(tally, row.getLong(1));
          }
        }
      }
    }
    return numbers;
  }

  private static void key(PreparedStatement statement, Tally tally) throws SQLException {
    statement.setLong(1, tally.hour());
    statement.setString(2, tally.kind().name());
    statement.setString(3, tally.unit());
    statement.setString(4, tally.name());
  }
}
