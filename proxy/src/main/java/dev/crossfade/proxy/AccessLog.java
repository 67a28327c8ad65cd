package dev.crossfade.proxy;

import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.value.Share;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each request, written by a thread of its own. Event loops hand outcomes to a bounded
 * queue: when the disk is slower than the visitors, lines are dropped and counted, and nobody
 * waits. A file that was moved away (logrotate) is opened anew within a second.
 */
public final class AccessLog implements OutcomeSink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final int QUEUE = 65_536;
  private static final int BATCH = 1_024;

  /** Lines that come within that time are written together: waking up costs more than a line. */
  private static final long GATHERING_MILLIS = 50;

  private static final Path STANDARD_OUTPUT = Path.of("-");

  private final BlockingQueue<Outcome> queue = new ArrayBlockingQueue<>(QUEUE);
  private final LongAdder dropped = new LongAdder();
  private final PrintStream standardOutput;
  private final Thread writer;
  private volatile Telemetry.AccessLog settings;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Path openPath;
  private @Nullable Object openKey;
  private OutputStream out = OutputStream.nullOutputStream();

  public AccessLog(Telemetry.AccessLog settings, PrintStream standardOutput) {
    this.settings = settings;
    this.standardOutput = standardOutput;
    this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::run);
  }

  /** From the next line on. */
  public void configure(Telemetry.AccessLog changed) {
    settings = changed;
  }

  /** Lines that were lost because they came faster than they could be written. */
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public void onOutcome(Outcome outcome) {
    Share sample = settings.sample();
    if (sample.equals(Share.ALL)
        || ThreadLocalRandom.current().nextInt(Share.WHOLE) < sample.basisPoints()) {
      if (!queue.offer(outcome.kept())) {
        dropped.increment();
      }
    }
  }

  private void run() {
    List<Outcome> batch = new ArrayList<>(BATCH);
    StringBuilder lines = new StringBuilder();
    try {
      boolean closing = false;
      while (!closing || !queue.isEmpty()) {
        Outcome first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
          closing = stopped.getCount() == 0;
          continue;
        }
        batch.add(first);
        if (queue.size() < BATCH) {
          closing = stopped.await(GATHERING_MILLIS, TimeUnit.MILLISECONDS);
        }
        queue.drainTo(batch, BATCH - 1);
        writeAll(batch, lines);
        batch.clear();
        lines.setLength(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeFile();
  }

  /** What goes wrong with some lines must not be the end of all lines. */
  private void writeAll(List<Outcome> batch, StringBuilder lines) {
    try {
      Telemetry.AccessLog now = settings;
      batch.forEach(outcome -> AccessLogLine.append(lines, outcome, now));
      write(lines.toString().getBytes(StandardCharsets.UTF_8), batch.size());
    } catch (RuntimeException | LinkageError e) {
      dropped.add(batch.size());
      log.error("access log: {} lines lost", batch.size(), e);
    }
  }

  private void write(byte[] lines, int count) {
    try {
      reopen();
      out.write(lines);
      out.flush();
    } catch (IOException e) {
      dropped.add(count);
      log.warn("access log: {} lines lost: {}", count, e.getMessage());
      closeFile();
    }
  }

  /** Opens the configured file unless it is the one that is open and still stands at its path. */
  private void reopen() throws IOException {
    Path wanted = settings.file();
    if (wanted.equals(STANDARD_OUTPUT)) {
      if (!wanted.equals(openPath)) {
        closeFile();
        out = standardOutput;
        openPath = wanted;
      }
      return;
    }
    if (wanted.equals(openPath) && Files.exists(wanted) && key(wanted).equals(openKey)) {
      return;
    }
    closeFile();
    out = new BufferedOutputStream(new FileOutputStream(wanted.toFile(), true), 1 << 16);
    openPath = wanted;
    openKey = key(wanted);
  }

  private static Object key(Path file) throws IOException {
    Object key =
        Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  private void closeFile() {
    try {
      if (openPath != null && !openPath.equals(STANDARD_OUTPUT)) {
        out.close();
      }
    } catch (IOException e) {
      log.warn("access log {} could not be closed: {}", openPath, e.getMessage());
    }
    openPath = null;
    openKey = null;
    out = OutputStream.nullOutputStream();
  }

  /** Writes what is queued. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      writer.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
