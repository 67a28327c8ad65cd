package dev.crossfade.routing.redirects.loading;

import static java.util.Objects.requireNonNull;

import dev.crossfade.routing.redirects.HitCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts of redirects in a file, so that they survive a restart: written each minute and when
 * it is closed, by a thread of its own, whole or not at all. A file that makes no sense is set
 * aside: counting begins anew, and the gateway serves.
 *
 * <p>Eight bytes of a name, the number of counts, when counting began, the counts of 28 bytes each,
 * a checksum of all. The first form had neither a beginning nor crawlers, and is still read.
 */
public final class HitsFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HitsFile.class);
  private static final long FIRST_NAME = 0x4346_4849_5453_3031L; // CFHITS01
  private static final int FIRST_AROUND = 8 + 4 + 4;
  private static final int FIRST_EACH = 20;
  private static final long NAME = 0x4346_4849_5453_3032L; // CFHITS02
  private static final int AROUND = 8 + 4 + 8 + 4;
  private static final int EACH = 28;

  private final Path file;
  private final Supplier<HitCounts> counts;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread writer;

  private HitsFile(Path file, Supplier<HitCounts> counts) {
    this.file = file;
    this.counts = counts;
    this.writer = Thread.ofVirtual().name("redirect-hits").unstarted(this::keep);
  }

  /**
   * Writes from now on.
   *
   * @param counts what is counted when it is asked; called by the writing thread
   */
  public static HitsFile keeping(Path file, Supplier<HitCounts> counts) {
    HitsFile kept = new HitsFile(requireNonNull(file, "file"), requireNonNull(counts, "counts"));
    kept.writer.start();
    return kept;
  }

  /** What was counted before; nothing where there is no file, or none that makes sense. */
  public static HitCounts read(Path file) {
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (NoSuchFileException _) {
      return HitCounts.NONE; // the first start
    } catch (IOException e) {
      setAside(file, e);
      return HitCounts.NONE;
    }
  }

  private static HitCounts parse(ByteBuffer in) throws IOException {
    int bytes = in.remaining();
    boolean first = bytes >= FIRST_AROUND && in.getLong(0) == FIRST_NAME;
    int around = first ? FIRST_AROUND : AROUND;
    int each = first ? FIRST_EACH : EACH;
    boolean known = first || (bytes >= AROUND && in.getLong(0) == NAME);
    int size = known ? in.getInt(8) : -1;
    if (size < 0 || bytes - around != (long) size * each) {
      throw new IOException(bytes + " bytes (expected: counts of redirects, whole)");
    }
    if (in.getInt(bytes - 4) != checksum(in.slice(0, bytes - 4))) {
      throw new IOException("the checksum is not that of the content (expected: as written)");
    }
    in.position(12);
    HitCounts.Builder counts = new HitCounts.Builder(size).since(first ? 0 : in.getLong());
    for (int i = 0; i < size; i++) {
      long key = in.getLong();
      long count = in.getLong();
      int second = in.getInt();
      counts.add(key, count, first ? 0 : in.getLong(), second);
    }
    return counts.build();
  }

  private static void setAside(Path file, IOException why) {
    Path aside = file.resolveSibling(file.getFileName() + ".bad");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    log.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("aside", aside)
        .setCause(why)
        .log("the counts of redirects cannot be read; counting begins anew");
  }

  /** Replaces the file as a whole. */
  static void write(Path file, HitCounts counts) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(AROUND + counts.size() * EACH);
    out.putLong(NAME).putInt(counts.size()).putLong(counts.since());
    for (int i = 0; i < counts.size(); i++) {
      out.putLong(counts.key(i)).putLong(counts.count(i)).putInt(counts.seconds(i));
      out.putLong(counts.crawlers(i));
    }
    out.putInt(checksum(out.duplicate().flip()));
    out.flip();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private void keep() {
    boolean last = false;
    while (!last) {
      try {
        last = closed.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException _) {
        last = true; // nobody interrupts it but who wants it to end
      }
      try {
        write(file, counts.get());
      } catch (IOException e) {
        log.atWarn()
            .addKeyValue("file", file)
            .setCause(e)
            .log("the counts of redirects cannot be written; they are tried again");
      }
    }
  }

  /** Writes once more, and waits until that is done. */
  @Override
  public void close() {
    closed.countDown();
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
