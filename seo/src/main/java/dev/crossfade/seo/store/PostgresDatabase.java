package dev.crossfade.seo.store;

import dev.crossfade.config.model.State;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Tables in a PostgreSQL that gateways share, over one connection. Whoever has one that broke lets
 * go of it and opens another. One thread at a time; no call takes much longer than the timeout.
 */
public final class PostgresDatabase implements Database {

  /** The database without user, password and options. */
  private final String name;

  private final Connection connection;

  private PostgresDatabase(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
  }

  /** Connects, and brings the tables up to the newest version. */
  public static PostgresDatabase open(State.Postgres settings, Schema schema)
      throws StoreException {
    String name = settings.url().replaceFirst("\\?.*", "");
    try {
      Connection connection = connect(settings);
      boolean opened = false;
      try {
        connection.setAutoCommit(false);
        schema.migrate(connection, Dialect.POSTGRES);
        opened = true;
        return new PostgresDatabase(name, connection);
      } finally {
        if (!opened) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw Transactions.failure(name, e);
    } catch (StoreException e) {
      throw new StoreException(name + ": " + e.getMessage(), e);
    }
  }

  private static Connection connect(State.Postgres settings) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    properties.setProperty("ApplicationName", "crossfade");
    properties.setProperty("tcpKeepAlive", "true");
    long millis = settings.timeout().toMillis();
    int seconds = (int) Math.max(1, Math.ceilDiv(millis, 1_000));
    properties.setProperty("connectTimeout", Integer.toString(seconds));
    // The server is to give up first: what it says of the reason is better than a closed socket.
    properties.setProperty("socketTimeout", Integer.toString(seconds + 1));
    properties.setProperty("cancelSignalTimeout", Integer.toString(seconds));
    properties.setProperty(
        "options",
        "-c statement_timeout=%1$d -c lock_timeout=%1$d -c idle_in_transaction_session_timeout=%2$d"
            .formatted(millis, 2 * millis));
    String url = "jdbc:" + settings.url().replaceFirst("^postgres:", "postgresql:");
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    return Transactions.in(connection, name, work);
  }

  @Override
  public void close() {
    Transactions.close(connection, name);
  }
}
