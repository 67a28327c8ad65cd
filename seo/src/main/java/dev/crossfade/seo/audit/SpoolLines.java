package dev.crossfade.seo.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a spool, up to the first that is not whole. */
final class SpoolLines implements AutoCloseable {
  /** Longer than any that was written. */
  private static final int LONGEST = 64 << 20;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long position;

  SpoolLines(InputStream in) {
    this.in = in;
  }

  /** Null: there are no more, or what follows is no line of a spool. */
  @Nullable SpoolLine next() throws IOException {
    line.reset();
    for (int b = in.read(); b >= 0 && line.size() < LONGEST; b = in.read()) {
      if (b == '\n') {
        SpoolLine read = SpoolLine.read(line.toByteArray());
        position += read == null ? 0 : line.size() + 1;
        return read;
      }
      line.write(b);
    }
    return null; // torn: its end was never written
  }

  /** Where the last whole line ends. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
