package dev.crossfade.seo.shadow;

import dev.crossfade.seo.fetch.ContentCoding;
import java.io.IOException;

/** A body without its content coding. What grows beyond a bound is given up. */
final class Decoding {
  private static final int MOST_BYTES = 4 << 20;

  private Decoding() {}

  static byte[] decode(String encoding, byte[] body) throws IncomparableException {
    ContentCoding.Decoded decoded;
    try {
      decoded = ContentCoding.decode(encoding, body, MOST_BYTES, false);
    } catch (IOException e) {
      throw new IncomparableException(String.valueOf(e.getMessage()));
    }
    if (decoded.cut()) {
      throw new IncomparableException("larger than " + (MOST_BYTES >> 20) + "MB when decoded");
    }
    return decoded.bytes();
  }
}
