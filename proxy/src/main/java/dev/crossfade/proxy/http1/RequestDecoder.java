package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Requests: {@code method SP target SP version}, each with exactly one space (RFC 9112 §3). */
final class RequestDecoder extends MessageDecoder {
  private static final int LONGEST_METHOD = 32;
  private static final String HTTP_1_1 = "HTTP/1.1";
  private static final String HTTP_1_0 = "HTTP/1.0";

  private final Consumer<HttpMethod> onRequest;

  /**
   * @param onRequest told of the method of each request that is handed on, in order
   */
  RequestDecoder(int mostLine, int mostHead, int mostFields, Consumer<HttpMethod> onRequest) {
    super(mostLine, mostHead, mostFields);
    this.onRequest = onRequest;
  }

  @Override
  HttpMessage start(ByteBuf in, int length, HttpHeaders headers) throws Violation {
    int start = in.readerIndex();
    int end = start + length;
    int methodEnd = start;
    while (methodEnd < end && Bytes.isToken(in.getByte(methodEnd))) {
      methodEnd++;
    }
    int targetEnd = methodEnd + 1;
    while (targetEnd < end && Bytes.isVisible(in.getByte(targetEnd))) {
      targetEnd++;
    }
    boolean formed =
        methodEnd > start
            && methodEnd - start <= LONGEST_METHOD
            && isSpace(in, methodEnd, end)
            && targetEnd > methodEnd + 1
            && isSpace(in, targetEnd, end);
    if (!formed) {
      throw Violation.syntax("a request line that is no method, target and version");
    }
    String version = text(in, targetEnd + 1, end);
    if (!version.equals(HTTP_1_1) && !version.equals(HTTP_1_0)) {
      throw Violation.syntax("a version other than HTTP/1.1 and HTTP/1.0");
    }
    return new DefaultHttpRequest(
        version.equals(HTTP_1_1) ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
        HttpMethod.valueOf(text(in, start, methodEnd)),
        text(in, methodEnd + 1, targetEnd),
        headers);
  }

  private static boolean isSpace(ByteBuf in, int at, int end) {
    return at < end && in.getByte(at) == Bytes.SP;
  }

  private static String text(ByteBuf in, int from, int to) {
    return in.toString(from, to - from, StandardCharsets.US_ASCII);
  }

  @Override
  Framing framing(HttpMessage message) throws Violation {
    boolean http11 = message.protocolVersion().equals(HttpVersion.HTTP_1_1);
    Framing framing = Framing.of(message.headers(), http11, Framing.NONE);
    onRequest.accept(((DefaultHttpRequest) message).method());
    return framing;
  }

  @Override
  HttpMessage unreadable() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", newHeaders());
  }
}
