package dev.crossfade.seo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where SQLite and PostgreSQL differ. Everything else is written so that both take it. */
enum Dialect {
  /** Each schema has a file of its own; who writes first keeps others from writing. */
  SQLITE {
    @Override
    String versions(Schema schema) {
      return "schema_version";
    }

    @Override
    void lock(Connection connection, Schema schema) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA user_version = 0"); // it is, and is written nevertheless
      }
    }
  },

  /** All schemas stand beside each other, and gateways that start at once migrate at once. */
  POSTGRES {
    @Override
    String versions(Schema schema) {
      return schema.name() + "_version";
    }

    @Override
    void lock(Connection connection, Schema schema) throws SQLException {
      try (PreparedStatement lock =
          connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
        lock.setString(1, "crossfade." + schema.name());
        try (ResultSet got = lock.executeQuery()) {
          got.next();
        }
      }
    }
  };

  /** The table that has the versions of a schema that a database has seen. */
  abstract String versions(Schema schema);

  /** Keeps others from changing the tables until the transaction ends. */
  abstract void lock(Connection connection, Schema schema) throws SQLException;
}
