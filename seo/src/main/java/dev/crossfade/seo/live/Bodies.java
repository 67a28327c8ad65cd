package dev.crossfade.seo.live;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Bodies without their content coding, cut where they are too long: gzip can be a bomb. */
final class Bodies {
  private Bodies() {}

  /** A body that can be read, or as much of it as is wanted. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
  record Plain(byte[] bytes, boolean cut) {}

  /** Whether a body in this coding can be read. */
  static boolean isReadable(Map<String, List<String>> fields) {
    return switch (coding(fields)) {
      case "", "identity", "gzip", "x-gzip", "deflate" -> true;
      default -> false;
    };
  }

  /** Null: in a coding that is not known, or not in the one that it says. */
  static @Nullable Plain read(Reply.Answered reply, int most) {
    byte[] body = reply.body();
    String coding = coding(reply.fields());
    if (body.length == 0 || coding.isEmpty() || coding.equals("identity")) {
      return body.length <= most
          ? new Plain(body, false)
          : new Plain(Arrays.copyOf(body, most), true);
    }
    return switch (coding) {
      case "gzip", "x-gzip" -> gunzip(body, most);
      case "deflate" -> inflate(body, most);
      default -> null;
    };
  }

  private static String coding(Map<String, List<String>> fields) {
    return String.join(",", fields.getOrDefault("content-encoding", List.of()))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static @Nullable Plain gunzip(byte[] body, int most) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return cut(in, most);
    } catch (IOException e) {
      return null;
    }
  }

  /** RFC 9110 §8.4.1.2: it should be zlib's format, and by some servers is the bare one. */
  private static @Nullable Plain inflate(byte[] body, int most) {
    try (Inflater inflater = new Inflater(!isZlib(body));
        InputStream in = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
      return cut(in, most);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isZlib(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == 8
        && ((body[0] & 0xff) << 8 | (body[1] & 0xff)) % 31 == 0;
  }

  private static Plain cut(InputStream in, int most) throws IOException {
    byte[] whole = in.readNBytes(most);
    return new Plain(whole, in.read() >= 0);
  }
}
