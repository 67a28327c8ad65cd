package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.console.service.RedirectPreviewService;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of redirects that somebody wants to know about: one is taken at a time, below the state,
 * and deleted when it was looked at; what is made of the last one is kept for an hour. Thread-safe.
 */
final class RedirectPreviews implements RedirectPreviewService, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedirectPreviews.class);
  private static final Duration KEPT = Duration.ofHours(1);

  private final Path folder;
  private final Supplier<Deciders.@Nullable Ready> active;
  private final Supplier<Optional<URI>> origin;
  private final AtomicReference<@Nullable Taken> taken = new AtomicReference<>();
  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

  /**
   * @param state where files may be written
   * @param active what redirects now; null: nothing yet
   * @param origin the site, if the configuration names it
   */
  RedirectPreviews(
      Path state, Supplier<Deciders.@Nullable Ready> active, Supplier<Optional<URI>> origin) {
    this.folder = state.resolve("redirect-previews");
    this.active = active;
    this.origin = origin;
  }

  /** What is made of a file. */
  record Kept(Preview preview, Path file) {}

  @Override
  public Begun beginPreview(String actor) {
    Taken mine = new Taken(actor, Instant.now(), folder.resolve(UUID.randomUUID() + ".upload"));
    Taken other = taken.compareAndExchange(null, mine);
    if (other != null) {
      return new Busy(other.actor, other.since);
    }
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      removeOld();
      return mine;
    } catch (IOException e) {
      taken.set(null);
      throw new UncheckedIOException(e);
    }
  }

  /** What a process left that was killed. */
  private void removeOld() throws IOException {
    Instant old = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** The place of one file. */
  private final class Taken implements Slot {
    private final String actor;
    private final Instant since;
    private final Path file;

    Taken(String actor, Instant since, Path file) {
      this.actor = actor;
      this.since = since;
      this.file = file;
    }

    @Override
    public Path file() {
      return file;
    }

    @Override
    public Previewed examine(Upload upload) {
      Deciders.Ready now = active.get();
      if (now == null) {
        return new Unfit(null, "no configuration is active yet", List.of());
      }
      Path made = folder.resolve(UUID.randomUUID() + ".map");
      boolean keeps = false;
      try {
        Previewed outcome =
            new RedirectPreviewing(now, origin.get().orElse(null), actor)
                .examine(file, made, upload);
        if (outcome instanceof Preview preview) {
          keep(new Kept(preview, made));
          keeps = true;
        }
        return outcome;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        if (!keeps) {
          delete(made);
        }
        close(); // before anybody is answered, who may come again at once
      }
    }

    @Override
    public void close() {
      delete(file);
      taken.compareAndSet(this, null);
    }
  }

  private void keep(Kept next) {
    drop(kept.getAndSet(next));
    CompletableFuture.delayedExecutor(KEPT.toMinutes(), TimeUnit.MINUTES)
        .execute(
            () -> {
              if (kept.compareAndSet(next, null)) {
                drop(next);
              }
            });
  }

  private static void drop(@Nullable Kept old) {
    if (old != null) {
      delete(old.file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.atWarn().addKeyValue("file", file).setCause(e).log("a file could not be deleted");
    }
  }

  @Override
  public Optional<Preview> preview() {
    return Optional.ofNullable(kept.get()).map(Kept::preview);
  }

  @Override
  public Optional<Path> previewFile(String id) {
    return Optional.ofNullable(kept.get())
        .filter(last -> last.preview.id().equals(id))
        .map(Kept::file);
  }

  @Override
  public List<MapFile> mapFiles() {
    Deciders.Ready now = active.get();
    return now == null ? List.of() : mapFiles(now.maps());
  }

  static List<MapFile> mapFiles(RedirectMaps maps) {
    List<MapFile> files = new ArrayList<>();
    for (int i = 0; i < maps.redirects().size(); i++) {
      if (maps.redirects().get(i) instanceof Redirect.FromFile from) {
        files.add(new MapFile("redirects[" + i + "]", from.file().toString()));
      }
    }
    return files;
  }

  @Override
  public void close() {
    Taken now = taken.get();
    if (now != null) {
      now.close();
    }
    drop(kept.getAndSet(null));
  }
}
