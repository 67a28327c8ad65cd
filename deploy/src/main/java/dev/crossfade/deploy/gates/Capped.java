package dev.crossfade.deploy.gates;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer that may not be longer than this; reading further fails. */
final class Capped extends FilterInputStream {
  private final String words;
  private long left;

  Capped(InputStream in, long most, String words) {
    super(in);
    this.left = most;
    this.words = words;
  }

  /** There was more. */
  static final class TooLong extends IOException {
    private final String most;

    private TooLong(String most) {
      super("more than " + most);
      this.most = most;
    }

    String most() {
      return most;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    left -= Math.max(0, read);
    if (left < 0) {
      throw new TooLong(words);
    }
    return read;
  }
}
