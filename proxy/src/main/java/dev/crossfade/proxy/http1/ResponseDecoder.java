package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers: {@code version SP status [SP reason]} (RFC 9112 §4), each to a request of ours. */
final class ResponseDecoder extends MessageDecoder {
  private static final int LONGEST_LINE = 8 << 10;
  private static final int LONGEST_HEAD = 64 << 10;
  private static final int MOST_FIELDS = 256;

  /** A backend may send hints; one that never comes to the point is broken. */
  private static final int MOST_INFORMATIONAL = 32;

  private @Nullable HttpMethod asked;
  private int informational;

  ResponseDecoder() {
    super(LONGEST_LINE, LONGEST_HEAD, MOST_FIELDS);
  }

  /** The request that the next answer is to. */
  void onRequest(HttpMethod method) {
    asked = method;
    informational = 0;
  }

  @Override
  HttpMessage start(ByteBuf in, int length, HttpHeaders headers) throws Violation {
    String line = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
    boolean http11 = line.startsWith("HTTP/1.1 ");
    if (!http11 && !line.startsWith("HTTP/1.0 ")) {
      throw Violation.syntax("an answer of a version other than HTTP/1.1 and HTTP/1.0");
    }
    boolean formed = length >= 12 && (length == 12 || line.charAt(12) == ' ');
    int status = 0;
    for (int i = 9; formed && i < 12; i++) {
      char c = line.charAt(i);
      formed = c >= '0' && c <= '9';
      status = status * 10 + (c - '0');
    }
    if (!formed || status < 100 || status > 599) {
      throw Violation.syntax("an answer without a status from 100 to 599");
    }
    for (int i = 12; i < length; i++) {
      if (!Bytes.isFieldValue((byte) line.charAt(i))) {
        throw Violation.syntax("a control character in a status line");
      }
    }
    if (asked == null) {
      throw Violation.syntax("an answer that nobody asked for");
    }
    return new DefaultHttpResponse(
        http11 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
        length > 13
            ? new HttpResponseStatus(status, line.substring(13))
            : HttpResponseStatus.valueOf(status),
        headers);
  }

  @Override
  Framing framing(HttpMessage message) throws Violation {
    boolean http11 = message.protocolVersion().equals(HttpVersion.HTTP_1_1);
    Framing said = Framing.of(message.headers(), http11, Framing.UNTIL_CLOSE);
    int status = ((DefaultHttpResponse) message).status().code();
    if (status < 200) {
      if (++informational > MOST_INFORMATIONAL) {
        throw Violation.syntax("more than " + MOST_INFORMATIONAL + " informational answers");
      }
      return Framing.NONE;
    }
    boolean bodiless = HttpMethod.HEAD.equals(asked) || status == 204 || status == 304;
    asked = null;
    return bodiless ? Framing.NONE : said;
  }

  @Override
  HttpMessage unreadable() {
    return new DefaultHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_GATEWAY, newHeaders());
  }
}
