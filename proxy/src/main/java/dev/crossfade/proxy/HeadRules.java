package dev.crossfade.proxy;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request's head must be beyond what the codec asks. What is ambiguous is refused, never
 * repaired and forwarded: two readers of one message must not disagree about it.
 */
final class HeadRules {
  private HeadRules() {}

  /** Why the head is refused; null: it is fine. */
  static @Nullable Failure check(HttpRequest request, int mostHeaders) {
    if (request.decoderResult().isFailure()) {
      return ofCodec(request.decoderResult());
    }
    HttpHeaders headers = request.headers();
    if (headers.size() > mostHeaders) {
      return Failure.HEAD_TOO_LARGE;
    }
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Failure.MALFORMED;
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      return Failure.NOT_IMPLEMENTED;
    }
    return isTarget(request.uri()) && isHost(request) && isFraming(request)
        ? null
        : Failure.MALFORMED;
  }

  private static Failure ofCodec(DecoderResult result) {
    return switch (result.cause()) {
      case TooLongHttpLineException _ -> Failure.LINE_TOO_LONG;
      case TooLongHttpHeaderException _ -> Failure.HEAD_TOO_LARGE;
      case null, default -> Failure.MALFORMED;
    };
  }

  /** RFC 9112 §3.2.1: only the origin form; visible ASCII without fragment or backslash. */
  private static boolean isTarget(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** RFC 9112 §3.2: one Host, also empty-handed in 1.0; a name or address with a port at most. */
  private static boolean isHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
    String host = hosts.getFirst();
    if (hosts.size() > 1 || host.isEmpty()) {
      return false;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && ".-_:[]~%".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** RFC 9112 §6: one length, or chunked alone, never both. */
  private static boolean isFraming(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    List<String> lengths = request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (codings.isEmpty()) {
      return lengths.size() <= 1 && (lengths.isEmpty() || isLength(lengths.getFirst()));
    }
    return codings.size() == 1
        && codings.getFirst().equalsIgnoreCase(HttpHeaderValues.CHUNKED.toString())
        && lengths.isEmpty()
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
  }

  private static boolean isLength(String length) {
    if (length.isEmpty() || length.length() > 18) {
      return false;
    }
    for (int i = 0; i < length.length(); i++) {
      if (length.charAt(i) < '0' || length.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
