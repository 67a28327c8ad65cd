package dev.crossfade.seo.shadow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A body without its content coding. What grows beyond a bound is given up: a few kilobytes of gzip
 * can be gigabytes.
 */
final class Decoding {
  private static final int MOST_BYTES = 4 << 20;

  private Decoding() {}

  static byte[] decode(String encoding, byte[] body) throws IncomparableException {
    String coding = encoding.strip().toLowerCase(Locale.ROOT);
    if (body.length == 0) {
      return body;
    }
    return switch (coding) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> gunzip(body);
      case "deflate" -> inflate(body);
      default ->
          throw new IncomparableException(
              "content-encoding: " + coding + " (expected: gzip, deflate or none)");
    };
  }

  private static byte[] gunzip(byte[] body) throws IncomparableException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return read(in);
    } catch (IOException e) {
      throw new IncomparableException("content-encoding: gzip that is none: " + e.getMessage());
    }
  }

  /** RFC 9110 §8.4.1.2: it should be zlib's format, and by some servers is the bare one. */
  private static byte[] inflate(byte[] body) throws IncomparableException {
    try (Inflater inflater = new Inflater(!isZlib(body));
        InputStream in = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
      return read(in);
    } catch (IOException e) {
      throw new IncomparableException("content-encoding: deflate that is none: " + e.getMessage());
    }
  }

  private static boolean isZlib(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == 8
        && ((body[0] & 0xff) << 8 | (body[1] & 0xff)) % 31 == 0;
  }

  private static byte[] read(InputStream in) throws IOException, IncomparableException {
    byte[] whole = in.readNBytes(MOST_BYTES + 1);
    if (whole.length > MOST_BYTES) {
      throw new IncomparableException("larger than " + (MOST_BYTES >> 20) + "MB when decoded");
    }
    return whole;
  }
}
