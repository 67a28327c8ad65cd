package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.History;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.live.group.Tally.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was counted by the hour, as rows of a table of {@link SqliteFindings}. */
final class HistoryRows {
  private static final String UPSERT =
      """
      INSERT INTO finding_hour (hour, kind, unit, name, amount) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (hour, kind, unit, name) DO UPDATE SET amount = excluded.amount""";

  private static final String READ = "SELECT hour, kind, unit, name, amount FROM finding_hour";
  private static final String FORGET = "DELETE FROM finding_hour WHERE hour < ?";

  private HistoryRows() {}

  static Map<Tally, Long> load(Connection connection) throws SQLException {
    Map<Tally, Long> numbers = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      while (row.next()) {
        Kind kind = kind(row.getString("kind"));
        if (kind != null) {
          numbers.put(
              new Tally(row.getLong("hour"), kind, row.getString("unit"), row.getString("name")),
              row.getLong("amount"));
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

  static void save(Connection connection, History.Changes changes) throws SQLException {
    if (changes.numbers().isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT);
        PreparedStatement forget = connection.prepareStatement(FORGET)) {
      for (Map.Entry<Tally, Long> number : changes.numbers().entrySet()) {
        Tally tally = number.getKey();
        upsert.setLong(1, tally.hour());
        upsert.setString(2, tally.kind().name());
        upsert.setString(3, tally.unit());
        upsert.setString(4, tally.name());
        upsert.setLong(5, number.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
      forget.setLong(1, changes.oldest());
      forget.executeUpdate();
    }
  }
}
