package dev.crossfade.seo.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every database does alike with its connection, which commits nothing by itself. */
final class Transactions {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);

  private Transactions() {}

  /**
   * Does something and commits it, or neither.
   *
   * @param name of the database, for who reads what went wrong
   */
  static <T> T in(Connection connection, Object name, Database.Work<T> work) throws StoreException {
    try {
      T result = work.with(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollback(connection, e);
      throw failure(name, e);
    }
  }

  private static void rollback(Connection connection, SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  static StoreException failure(Object name, Throwable cause) {
    return new StoreException(name + ": " + cause.getMessage(), cause);
  }

  static void close(Connection connection, Object name) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("{} did not close: {}", name, e.getMessage());
    }
  }
}
