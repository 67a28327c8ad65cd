package dev.crossfade.rollout.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory {@code state.dir}, held for this process by a lock on {@code journal.lock}. The
 * kernel frees the lock when the process ends, however it ends, so a lock file that is left behind
 * does no harm; it is never deleted, because deleting would let two processes lock two files of one
 * name.
 */
public final class StateDirectory implements Closeable {
  static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * What this process holds. POSIX frees a process's lock on a file when the process closes any
   * descriptor of that file: the second opener must be refused before it opens anything.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path real;
  private final FileChannel lock;

  private StateDirectory(Path path, Path real, FileChannel lock) {
    this.path = path;
    this.real = real;
    this.lock = lock;
  }

  /**
   * Creates the directory if it is missing, readable by its owner only, and takes the lock.
   *
   * @throws JournalException if another gateway uses it, or it cannot be written
   */
  public static StateDirectory claim(Path directory) {
    Path path = directory.toAbsolutePath();
    Path real;
    try {
      create(path);
      real = path.toRealPath();
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + path + " cannot be created: " + JournalException.reason(e), e);
    }
    if (!HELD.add(real)) {
      throw inUse(path, Long.toString(ProcessHandle.current().pid()));
    }
    boolean claimed = false;
    try {
      StateDirectory claim = new StateDirectory(path, real, lock(path));
      claimed = true;
      return claim;
    } finally {
      if (!claimed) {
        HELD.remove(real);
      }
    }
  }

  public Path path() {
    return path;
  }

  /** Makes names that were created or renamed in a directory durable; is not interrupted. */
  static void sync(Path directory) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException _) {
          interrupted |= Thread.interrupted(); // else the next attempt would end the same way
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!lock.isOpen()) {
      return; // else closing twice would free what another has claimed in between
    }
    try {
      lock.close();
    } finally {
      HELD.remove(real);
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    if (Files.exists(path)) {
      throw new JournalException("state.dir: " + path + " is a file (expected: a directory)");
    }
    Path parent = path.getParent();
    if (parent != null) {
      create(parent);
    }
    Files.createDirectories(path, OWNER_ONLY_DIRECTORY);
    if (parent != null) {
      sync(parent);
    }
  }

  private static FileChannel lock(Path path) {
    try {
      FileChannel channel =
          FileChannel.open(
              path.resolve("journal.lock"), Set.of(CREATE, READ, WRITE), OWNER_ONLY_FILE);
      boolean locked = false;
      try {
        if (channel.tryLock() == null) {
          throw inUse(path, pidIn(channel));
        }
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(US_ASCII);
        channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
        locked = true;
        return channel;
      } catch (OverlappingFileLockException e) {
        throw new JournalException("state.dir: " + path + " is in use by this process", e);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new JournalException(
          "state.dir: " + path + " cannot be written: " + JournalException.reason(e), e);
    }
  }

  private static String pidIn(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), US_ASCII).strip();
    return pid.isEmpty() ? "unknown" : pid; // its owner is about to write it
  }

  private static JournalException inUse(Path path, String pid) {
    return new JournalException(
        "state.dir: " + path + " is in use by another gateway (pid " + pid + ")");
  }
}
