package dev.crossfade.seo.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database with the tables of one {@link Schema}. One thread at a time; every call may block on a
 * disk or a network, though never without end.
 */
public sealed interface Database extends AutoCloseable permits SqliteFile, PostgresDatabase {

  /** What is done with a connection, all of it or nothing. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * Does something in one transaction; where it fails nothing of it was done, but for a connection
   * that broke while it was committed: then nobody knows. {@link Batch} is for that.
   */
  <T> T transact(Work<T> work) throws StoreException;

  @Override
  void close();
}
