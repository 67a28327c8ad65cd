package dev.crossfade.routing.redirects.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file as UTF-8, whatever it was: the byte order mark is taken away, and UTF-16, which Excel
 * calls "Unicode text", is rewritten. Bytes that are no UTF-8 stay as they are, for {@link Lines}.
 */
final class TextInput {
  private static final int BUFFER = 64 * 1024;

  private TextInput() {}

  /** The stream supports marks of up to 64 KB. */
  static BufferedInputStream open(InputStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
    bytes.mark(3);
    int first = bytes.read();
    int second = bytes.read();
    if (first == 0xef && second == 0xbb && bytes.read() == 0xbf) {
      return bytes;
    }
    if (first == 0xff && second == 0xfe) {
      return rewritten(bytes, StandardCharsets.UTF_16LE);
    }
    if (first == 0xfe && second == 0xff) {
      return rewritten(bytes, StandardCharsets.UTF_16BE);
    }
    bytes.reset();
    return bytes;
  }

  private static BufferedInputStream rewritten(InputStream in, Charset charset) {
    return new BufferedInputStream(new Rewritten(new InputStreamReader(in, charset)), BUFFER);
  }

  /** Characters as bytes of UTF-8. */
  private static final class Rewritten extends InputStream {
    private final Reader text;
    private byte[] pending = {};
    private int at;

    Rewritten(Reader text) {
      this.text = text;
    }

    @Override
    public int read() throws IOException {
      return fill() ? pending[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, pending.length - at);
      System.arraycopy(pending, at, into, from, count);
      at += count;
      return count;
    }

    /** A pair of surrogates is never parted: the second half is read with the first. */
    private boolean fill() throws IOException {
      if (at < pending.length) {
        return true;
      }
      char[] some = new char[4096];
      int count = text.read(some, 0, some.length - 1);
      if (count <= 0) {
        return false;
      }
      if (Character.isHighSurrogate(some[count - 1])) {
        int other = text.read();
        if (other >= 0) {
          some[count++] = (char) other;
        }
      }
      pending = new String(some, 0, count).getBytes(StandardCharsets.UTF_8);
      at = 0;
      return true;
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
