package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.Example;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Groups in a SQLite database, a single file with its write-ahead log beside it. A database that is
 * damaged is set aside, and a new one begun.
 */
public final class SqliteFindings implements FindingStore {
  private static final Logger log = LoggerFactory.getLogger(SqliteFindings.class);
  private static final int BUSY_MILLIS = 2_000;

  private final Path file;
  private final Connection connection;

  /** Which file it is: a name can come to mean another. */
  private final @Nullable Object identity;

  private SqliteFindings(Path file, Connection connection, @Nullable Object identity) {
    this.file = file;
    this.connection = connection;
    this.identity = identity;
  }

  /** Opens the database, or makes one; its directory must be there. */
  public static FindingStore open(Path file) throws StoreException {
    try {
      return tryToOpen(file);
    } catch (SQLiteException e) {
      if (!isDamaged(e)) {
        throw failure(file, e);
      }
      setAside(file, e);
    } catch (SQLException | IOException | LinkageError e) {
      throw failure(file, e);
    }
    try {
      return tryToOpen(file);
    } catch (SQLException | IOException | LinkageError e) {
      throw failure(file, e);
    }
  }

  private static StoreException failure(Path file, Throwable cause) {
    return new StoreException(file + ": " + cause.getMessage(), cause);
  }

  private static FindingStore tryToOpen(Path file)
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
      Schema.migrate(connection);
      SqliteFindings made = new SqliteFindings(file, connection, identity(file));
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
  public List<FindingGroup> load() throws StoreException {
    List<FindingGroup> groups = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        PreparedStatement examples = connection.prepareStatement(FindingRows.EXAMPLES);
        ResultSet row = statement.executeQuery(FindingRows.FINDINGS)) {
      while (row.next()) {
        FindingGroup group =
            FindingRows.group(row, examples(examples, String.valueOf(row.getString("id"))));
        if (group != null) {
          groups.add(group);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw failure(file, e);
    }
    return groups;
  }

  private static List<Example> examples(PreparedStatement select, String finding)
      throws SQLException {
    List<Example> examples = new ArrayList<>();
    select.setString(1, finding);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        examples.add(FindingRows.example(row));
      }
    }
    return examples;
  }

  @Override
  public void save(Groups.Changes changes) throws StoreException {
    requireThere();
    try (PreparedStatement upsert = connection.prepareStatement(FindingRows.UPSERT);
        PreparedStatement insert = connection.prepareStatement(FindingRows.INSERT_EXAMPLE);
        PreparedStatement clear =
            connection.prepareStatement("DELETE FROM example WHERE finding = ?");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM finding WHERE id = ?")) {
      for (FindingGroup group : changes.groups()) {
        FindingRows.bind(upsert, group);
        upsert.executeUpdate();
        clear.setString(1, group.id());
        clear.executeUpdate();
        for (Example example : group.examples()) {
          FindingRows.bind(insert, group.id(), example);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      for (String id : changes.gone()) {
        clear.setString(1, id);
        clear.executeUpdate();
        delete.setString(1, id);
        delete.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      throw failure(file, e);
    }
  }

  private void rollback(SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("{} did not close: {}", file, e.getMessage());
    }
  }
}
