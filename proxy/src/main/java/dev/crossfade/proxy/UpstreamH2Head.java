package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Framing;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Violation;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;

/**
 * Heads of HTTP/2 answers as heads of HTTP/1.1. What RFC 9113 §8 calls malformed is not translated:
 * it could mean something else to the client than to us.
 */
final class UpstreamH2Head {
  private static final int MOST_FIELDS = 256;
  private static final int LOWEST_STATUS = 100;
  private static final String STATUS = Http2Headers.PseudoHeaderName.STATUS.value().toString();

  private UpstreamH2Head() {}

  /**
   * Writes the answer as HTTP/1.1 says it.
   *
   * @throws Violation if it is not well-formed
   */
  static void parse(Http2Headers fields, Head into) throws Violation {
    into.answer(0, "");
    int status = 0;
    int count = 0;
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      CharSequence name = field.getKey();
      if (H2Head.isPseudo(name)) {
        if (status != 0 || count != 0 || !name.toString().equals(STATUS)) {
          throw Violation.syntax(name + " (expected: one :status, before all fields)");
        }
        status = status(field.getValue());
        into.answer(status, HttpResponseStatus.valueOf(status).reasonPhrase());
        continue;
      }
      check(name, field.getValue(), ++count);
      into.add(name, field.getValue());
    }
    if (status == 0) {
      throw Violation.syntax("no status");
    }
  }

  private static void check(CharSequence name, CharSequence value, int count) throws Violation {
    if (!H2Head.isField(name, value)) {
      throw Violation.syntax("a field that is none");
    }
    if (H2Head.isConnectionSpecific(name)) {
      throw Violation.syntax(name + " (expected: nothing about one connection)");
    }
    if (count > MOST_FIELDS) {
      throw Violation.syntax("more than " + MOST_FIELDS + " fields");
    }
  }

  private static int status(CharSequence value) throws Violation {
    int status = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw Violation.syntax("a status that is no number");
      }
      status = status * 10 + digit;
      if (i > 2) {
        throw Violation.syntax("a status of more than three digits");
      }
    }
    if (status < LOWEST_STATUS) {
      throw Violation.syntax("a status below " + LOWEST_STATUS);
    }
    return status;
  }

  /**
   * How long the body is as the head says; below 0: that will be seen.
   *
   * @param ends whether nothing follows
   * @param bodiless whether that is so whatever the head says
   */
  static long length(Head answer, boolean ends, boolean bodiless) throws Violation {
    long said = Framing.ofAnswer(answer);
    if (said < 0) {
      return ends && !bodiless ? 0 : said;
    }
    if (ends && !bodiless && said > 0) {
      throw Violation.syntax("no body (expected: " + said + " bytes)");
    }
    return said;
  }
}
