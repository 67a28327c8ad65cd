package dev.crossfade.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when files change. Asks for their identity, time and size twice a second instead of
 * waiting for events of the file system: a stat is cheap, and it sees what events miss, such as a
 * symlink far up the path that now points elsewhere (as mounted ConfigMaps are replaced), and works
 * on network file systems. A change is reported once it has rested for one look, so that a file is
 * not read while an editor writes it.
 */
public final class FileWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FileWatch.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  /** What a file was at one look; a file that is not there has no stamp. */
  private record Stamp(Path real, @Nullable Object key, FileTime modified, long size) {}

  private final Supplier<Set<Path>> files;
  private final Runnable onChange;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("config-watch").factory());
  private Map<Path, Optional<Stamp>> handled; // guarded by this
  private @Nullable Map<Path, Optional<Stamp>> resting; // guarded by this

  /**
   * @param files asked at every look, since a reload may read others
   * @param onChange called on this watch's thread
   */
  public FileWatch(Supplier<Set<Path>> files, Runnable onChange) {
    this.files = files;
    this.onChange = onChange;
    this.handled = look(files.get());
  }

  /** Starts looking. */
  public void start() {
    ticks.scheduleWithFixedDelay(
        this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A tick that throws would be the last one, so what goes wrong is logged here. */
  private void tick() {
    try {
      look();
    } catch (RuntimeException e) {
      log.error("could not look after the configuration's files", e);
    }
  }

  /**
   * Somebody is about to read the files as they are now: that they changed before is no news any
   * more. Else it would be told after them, and undo what they did since.
   */
  public void onReading() {
    Map<Path, Optional<Stamp>> now = look(files.get());
    synchronized (this) {
      handled = now;
      resting = null;
    }
  }

  /** One look; tests call it as the clock does. */
  void look() {
    Map<Path, Optional<Stamp>> now = look(files.get());
    if (hasRested(now)) {
      onChange.run(); // without the lock: it waits for who reloads, who may wait for us
      // What was known keeps the stamp from before the reload: a change during it is not lost.
      Map<Path, Optional<Stamp>> after = look(files.get());
      after.replaceAll((file, stamp) -> now.getOrDefault(file, stamp));
      synchronized (this) {
        handled = after;
      }
    }
  }

  private synchronized boolean hasRested(Map<Path, Optional<Stamp>> now) {
    boolean changed = !now.equals(handled);
    boolean rested = changed && now.equals(resting);
    resting = changed && !rested ? now : null;
    return rested;
  }

  private static Map<Path, Optional<Stamp>> look(Set<Path> files) {
    Map<Path, Optional<Stamp>> stamps = new HashMap<>();
    for (Path file : files) {
      stamps.put(file, stamp(file));
    }
    return stamps;
  }

  private static Optional<Stamp> stamp(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(file.toRealPath(), is.fileKey(), is.lastModifiedTime(), is.size()));
    } catch (IOException e) {
      log.atDebug().setCause(e).log("{} is not there now", file);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }
}
