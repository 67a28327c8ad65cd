package dev.crossfade.config;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.problem.Problem;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings configurations to a running gateway: reads, has them applied, keeps their versions. A bad
 * one changes nothing. Thread-safe; one reload at a time, never on an event loop.
 */
public final class Reloader {
  private static final Logger log = LoggerFactory.getLogger(Reloader.class);

  private final Path file;
  private final ConfigLoader loader;
  private final Activation activation;
  private final VersionStore versions;
  private final BiConsumer<Reload, Cause> onReload;
  private final Clock clock;
  private final ReentrantLock one = new ReentrantLock();
  private volatile Runnable beforeReading = () -> {};
  private volatile @Nullable Snapshot active;
  private volatile Set<Path> inputs;

  /**
   * @param onReload told of every reload and why; must not throw
   */
  public Reloader(
      Path file,
      ConfigLoader loader,
      Activation activation,
      VersionStore versions,
      BiConsumer<Reload, Cause> onReload,
      Clock clock) {
    this.file = requireNonNull(file, "file");
    this.loader = requireNonNull(loader, "loader");
    this.activation = requireNonNull(activation, "activation");
    this.versions = requireNonNull(versions, "versions");
    this.onReload = requireNonNull(onReload, "onReload");
    this.clock = requireNonNull(clock, "clock");
    this.inputs = Set.of(file.toAbsolutePath());
  }

  /** Applies what was read at the start of the gateway. */
  public Reload begin(Loaded first, Cause cause) {
    one.lock();
    try {
      return apply(first, cause);
    } finally {
      one.unlock();
    }
  }

  /** Has somebody told each time before the file is read again. */
  public void beforeReading(Runnable told) {
    beforeReading = told;
  }

  /** Reads the file again and applies it. */
  public Reload reload(Cause cause) {
    one.lock();
    try {
      beforeReading.run();
      return apply(loader.load(file), cause);
    } finally {
      one.unlock();
    }
  }

  /** Applies a version that was active before; empty when it is not kept. */
  public Optional<Reload> restore(long version, Cause cause) {
    one.lock();
    try {
      return versions.text(version).map(text -> apply(check(text), cause));
    } finally {
      one.unlock();
    }
  }

  /**
   * Reads or restores one if a condition holds of what is active, with no reload in between.
   *
   * @param order a call of this
   * @return empty: it does not hold, or nothing is active yet
   */
  public <T> Optional<T> onlyIf(Predicate<Snapshot> condition, Supplier<T> order) {
    one.lock();
    try {
      return active().filter(condition).map(_ -> order.get());
    } finally {
      one.unlock();
    }
  }

  /** Reads a configuration as if it stood in the file, and applies nothing. */
  public Loaded check(String text) {
    return loader.read(text.getBytes(StandardCharsets.UTF_8), file.toString(), file);
  }

  /** Reads the file as a reload would, and applies nothing. */
  public Loaded peek() {
    return loader.load(file);
  }

  /** What is active; empty before the first reload. */
  public Optional<Snapshot> active() {
    return Optional.ofNullable(active);
  }

  /** The files whose change is a change of the configuration. */
  public Set<Path> inputs() {
    return inputs;
  }

  private Reload apply(Loaded loaded, Cause cause) {
    inputs = loaded.inputs();
    Reload reload =
        switch (loaded) {
          case Loaded.Invalid invalid -> refuse(lines(invalid.problems()), cause);
          case Loaded.Valid valid -> activate(valid, cause);
        };
    onReload.accept(reload, cause);
    return reload;
  }

  private Reload activate(Loaded.Valid valid, Cause cause) {
    List<String> obstacles = activation.activate(valid.config());
    if (!obstacles.isEmpty()) {
      return refuse(obstacles, cause);
    }
    Snapshot snapshot =
        new Snapshot(
            keep(valid.text(), cause),
            valid.config(),
            valid.text(),
            file.toString(),
            clock.instant(),
            cause,
            valid.warnings());
    active = snapshot;
    log.atInfo()
        .addKeyValue("version", snapshot.version())
        .addKeyValue("trigger", cause.trigger())
        .addKeyValue("actor", cause.actor())
        .log("configuration applied");
    return new Reload.Applied(snapshot);
  }

  /** The gateway serves by a configuration whether or not it could be kept; the log says so. */
  private long keep(String text, Cause cause) {
    try {
      return versions.keep(text, cause);
    } catch (UncheckedIOException e) {
      Snapshot before = active;
      long next = before == null ? 1 : before.version() + 1;
      log.atError()
          .addKeyValue("version", next)
          .setCause(e)
          .log("this version of the configuration could not be kept and cannot be brought back");
      return next;
    }
  }

  private static Reload refuse(List<String> problems, Cause cause) {
    if (cause.trigger() != Cause.Trigger.START) { // at the start whoever starts us says so
      log.atWarn()
          .addKeyValue("trigger", cause.trigger())
          .addKeyValue("actor", cause.actor())
          .addKeyValue("problems", problems.size())
          .log("configuration refused, the old one serves on: {}", problems.getFirst());
    }
    return new Reload.Refused(problems);
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }
}
