package dev.crossfade.seo.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A body without its content coding, up to a bound: a few kilobytes of gzip can be gigabytes. */
public final class ContentCoding {
  private ContentCoding() {}

  /**
   * A body, or as much of it as there was.
   *
   * @param cut whether it goes on
   */
  @SuppressWarnings("ArrayRecordComponent") // too large to be copied, compared by nobody
  public record Decoded(byte[] bytes, boolean cut) {}

  /**
   * Takes the coding off.
   *
   * @param coding the field's value: gzip, deflate, identity; several after another
   * @param most bytes of what comes out
   * @param torn whether the body is known to go on beyond these bytes, so that an early end of it
   *     is no fault
   * @throws IOException it is not coded so; the message says what was expected
   */
  public static Decoded decode(String coding, byte[] body, int most, boolean torn)
      throws IOException {
    if (body.length == 0) {
      return new Decoded(body, torn);
    }
    String[] all = coding.toLowerCase(Locale.ROOT).split(",", -1);
    if (all.length > 2) {
      throw new IOException("content-encoding: " + coding + " (expected: gzip or deflate)");
    }
    Decoded decoded = new Decoded(body, torn);
    for (int i = all.length - 1; i >= 0; i--) {
      decoded = one(all[i].strip(), decoded, most);
    }
    return decoded;
  }

  private static Decoded one(String coding, Decoded body, int most) throws IOException {
    ByteArrayInputStream coded = new ByteArrayInputStream(body.bytes());
    switch (coding) {
      case "", "identity" -> {
        return body;
      }
      case "gzip", "x-gzip" -> {
        return read(() -> new GZIPInputStream(coded), coding, body.cut(), most);
      }
      case "deflate" -> {
        // RFC 9110 §8.4.1.2: it should be zlib's format, and by some servers is the bare one.
        try (Inflater inflater = new Inflater(!isZlib(body.bytes()))) {
          return read(() -> new InflaterInputStream(coded, inflater), coding, body.cut(), most);
        }
      }
      default ->
          throw new IOException(
              "content-encoding: " + coding + " (expected: gzip, deflate or none)");
    }
  }

  private static boolean isZlib(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == 8
        && ((body[0] & 0xff) << 8 | (body[1] & 0xff)) % 31 == 0;
  }

  /** Opens a stream, which reads its first bytes. */
  @FunctionalInterface
  private interface Opening {
    InputStream open() throws IOException;
  }

  private static Decoded read(Opening opening, String coding, boolean torn, int most)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = opening.open()) {
      byte[] buffer = new byte[8 << 10];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int room = most - out.size();
        out.write(buffer, 0, Math.min(room, read));
        if (read > room) {
          return new Decoded(out.toByteArray(), true);
        }
      }
      return new Decoded(out.toByteArray(), torn);
    } catch (EOFException e) {
      if (torn) {
        return new Decoded(out.toByteArray(), true);
      }
      throw new IOException("content-encoding: " + coding + " that ends early", e);
    } catch (IOException e) {
      throw new IOException("content-encoding: " + coding + " that is none: " + e.getMessage(), e);
    }
  }
}
