package dev.crossfade.proxy.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long a body is, by its head (RFC 9112 §6). Whatever could be read in two ways is refused. */
sealed interface Framing {
  Framing NONE = new Fixed(0);
  Framing CHUNKED = new Chunked();
  Framing UNTIL_CLOSE = new UntilClose();

  /** So many bytes. */
  record Fixed(long length) implements Framing {}

  /** Chunks, to the one of no length. */
  record Chunked() implements Framing {}

  /** Everything until the connection ends; answers only. */
  record UntilClose() implements Framing {}

  /** Eighteen digits are more than any body and less than any overflow. */
  int MOST_DIGITS = 18;

  /**
   * What the fields say.
   *
   * @param otherwise what holds when they say nothing
   */
  static Framing of(HttpHeaders headers, boolean http11, Framing otherwise) throws Violation {
    refuseLookalikes(headers);
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty()) {
        throw Violation.syntax("a length beside a transfer coding");
      }
      if (!http11 || codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw Violation.syntax("a transfer coding other than chunked alone");
      }
      return CHUNKED;
    }
    if (lengths.size() > 1) {
      throw Violation.syntax("several lengths");
    }
    return lengths.isEmpty() ? otherwise : new Fixed(length(lengths.getFirst()));
  }

  private static long length(String text) throws Violation {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      throw Violation.syntax("a length that is no number");
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || (i == 1 && text.charAt(0) == '0')) {
        throw Violation.syntax("a length that is no plain number");
      }
      length = length * 10 + (c - '0');
    }
    return length;
  }

  /** Some servers take Transfer_Encoding for Transfer-Encoding; so nobody may send it. */
  private static void refuseLookalikes(HttpHeaders headers) throws Violation {
    for (Map.Entry<String, String> field : headers) {
      String name = field.getKey();
      if (name.indexOf('_') >= 0) {
        String folded = name.replace('_', '-').toLowerCase(Locale.ROOT);
        if (folded.equals("transfer-encoding") || folded.equals("content-length")) {
          throw Violation.syntax(name + ", which some take for " + folded);
        }
      }
    }
  }
}
