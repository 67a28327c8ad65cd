package dev.crossfade.seo.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside its old self and takes its place when it is whole: whoever reads it
 * sees the old one or the new one, and what is interrupted leaves the old one. What is no file,
 * such as a pipe, is written where it is.
 */
public final class WholeFile implements AutoCloseable {
  private final Path target;
  private final Path written;
  private @Nullable FileChannel channel;

  private WholeFile(Path target, Path written) {
    this.target = target;
    this.written = written;
  }

  /** The place of a file that is there, or will be. */
  public static WholeFile of(Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new WholeFile(target, target);
    }
    return new WholeFile(
        target, target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID()));
  }

  private boolean isAside() {
    return !written.equals(target);
  }

  /** Where it is written to; once. */
  public OutputStream open() throws IOException {
    FileChannel opened =
        isAside()
            ? FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
            : FileChannel.open(written, StandardOpenOption.WRITE);
    channel = opened;
    if (isAside()) {
      written.toFile().deleteOnExit(); // also when a signal ends us
      keepPermissions();
    }
    return Channels.newOutputStream(opened);
  }

  private void keepPermissions() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (view != null && Files.exists(target)) {
      Files.setPosixFilePermissions(written, view.readAttributes().permissions());
    }
  }

  /** What was written so far is all of it. */
  public void commit() throws IOException {
    FileChannel open = channel;
    if (open != null && isAside()) {
      open.force(true);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** What was not committed is taken away; who reads a pipe sees its end. */
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (isAside()) {
        Files.deleteIfExists(written);
      }
    }
  }
}
