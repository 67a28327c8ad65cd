package dev.crossfade.seo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A SQLite database: a single file with its write-ahead log beside it. One that is damaged is set
 * aside, and a new one begun. One thread at a time.
 */
public final class SqliteFile implements Database {
  private static final Logger log = LoggerFactory.getLogger(SqliteFile.class);
  private static final int BUSY_MILLIS = 2_000;

  private final Path file;
  private final Connection connection;

  /** Which file it is: a name can come to mean another. */
  private final @Nullable Object identity;

  private SqliteFile(Path file, Connection connection, @Nullable Object identity) {
    this.file = file;
    this.connection = connection;
    this.identity = identity;
  }

  /** Opens the database, or makes one; its directory must be there. */
  public static SqliteFile open(Path file, Schema schema) throws StoreException {
    try {
      return tryToOpen(file, schema);
    } catch (SQLiteException e) {
      if (!isDamaged(e)) {
        throw Transactions.failure(file, e);
      }
      setAside(file, e);
    } catch (SQLException | IOException | LinkageError e) {
      throw Transactions.failure(file, e);
    }
    try {
      return tryToOpen(file, schema);
    } catch (SQLException | IOException | LinkageError e) {
      throw Transactions.failure(file, e);
    }
  }

  private static SqliteFile tryToOpen(Path file, Schema schema)
      throws SQLException, IOException, StoreException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    boolean opened = false;
    try {
      check(connection);
      connection.setAutoCommit(false);
      schema.migrate(connection, Dialect.SQLITE);
      SqliteFile made = new SqliteFile(file, connection, identity(file));
      opened = true;
      return made;
    } catch (StoreException e) {
      throw new StoreException(file + ": " + e.getMessage(), e);
    } finally {
      if (!opened) {
        connection.close();
      }
    }
  }

  /** Damage is found now rather than when somebody asks for a page of it. */
  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet said = statement.executeQuery("PRAGMA quick_check(1)")) {
      String answer = said.next() ? said.getString(1) : "nothing";
      if (!answer.equals("ok")) {
        throw new SQLiteException(answer, SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  private static boolean isDamaged(SQLiteException e) {
    SQLiteErrorCode code = e.getResultCode();
    return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
  }

  /** Keeps one that is damaged, for who wants to look at it. */
  private static void setAside(Path file, SQLiteException why) throws StoreException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    } catch (IOException e) {
      throw new StoreException(file + ": damaged, and cannot be set aside: " + e.getMessage(), e);
    }
    log.warn("{} is damaged ({}): it is {} now, and a new one begins", file, why, aside);
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** A file that was deleted could be written to for years without a trace. */
  private void requireThere() throws StoreException {
    boolean there;
    try {
      Object now = identity(file);
      there = identity == null || identity.equals(now);
    } catch (IOException e) {
      throw new StoreException(file + " is gone", e);
    }
    if (!there) {
      throw new StoreException(file + " is another file by now");
    }
  }

  @Override
  public <T> T transact(Work<T> work) throws StoreException {
    requireThere();
    return Transactions.in(connection, file, work);
  }

  @Override
  public void close() {
    Transactions.close(connection, file);
  }
}
