package dev.crossfade.seo.sitemap;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a map, without compression: counted, and ended where crawlers stop reading. Of XML
 * it lets only so much pass between two tags, since what parses it may hold that as a whole.
 */
final class Counted extends InputStream {
  private static final int LONGEST_PIECE = 1 << 20;

  private final InputStream in;
  private final long most;
  private long count;
  private long piece;
  private boolean over;
  private boolean tagged;
  private @Nullable IOException failure;

  Counted(InputStream in, long most) {
    this.in = in;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (count == most) {
      over = over || next(new byte[1], 0, 1) > 0;
      return -1;
    }
    int read = next(into, from, (int) Math.min(length, most - count));
    if (read > 0) {
      count += read;
      if (tagged) {
        watch(into, from, from + read);
      }
    }
    return read;
  }

  /** What breaks off ends here: parsers differ in what they make of an exception. */
  private int next(byte[] into, int from, int length) {
    try {
      return failure == null ? in.read(into, from, length) : -1;
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }

  private void watch(byte[] bytes, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '<') {
        piece = 0;
      } else if (++piece > LONGEST_PIECE) {
        throw new IOException("more than 1 MB without a tag");
      }
    }
  }

  /** It is XML. */
  void expectTags() {
    tagged = true;
  }

  /** How many bytes were read. */
  long count() {
    return count;
  }

  /** Why it ends before its end; null: it does not. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Whether there is more than was let through. */
  boolean isOver() {
    return over;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
