package dev.crossfade.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Heads of HTTP/2 as heads of HTTP/1.1 and back. A request that RFC 9113 §8 calls malformed is not
 * translated: two readers of one message must not disagree about it. What may be asked for, of
 * which host and with which target is for {@link HeadRules}, as it is for HTTP/1.1.
 */
final class H2Head {
  /** RFC 9113 §8.2.2: about one connection, of which HTTP/2 speaks otherwise. */
  private static final Set<String> CONNECTION_SPECIFIC =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  /** Every name and value is checked here. */
  private static final DefaultHttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private static final int LONGEST_LENGTH = 18;

  private final HttpHeaders fields = UNCHECKED.newHeaders();
  private final StringBuilder cookies = new StringBuilder();
  private @Nullable String method;
  private @Nullable String scheme;
  private @Nullable String path;
  private @Nullable String authority;

  private H2Head() {}

  /**
   * The request as HTTP/1.1 says it; null: it is malformed.
   *
   * @param ends whether there is no body
   */
  static @Nullable HttpRequest parseRequest(Http2Headers head, boolean ends) {
    H2Head parsed = new H2Head();
    for (Map.Entry<CharSequence, CharSequence> field : head) {
      if (!parsed.accept(field.getKey().toString(), field.getValue().toString())) {
        return null;
      }
    }
    return parsed.request(ends);
  }

  /** RFC 9113 §8.1: trailers are fields like others, and none of them is a pseudo-header. */
  static boolean isTrailers(Http2Headers trailers) {
    for (Map.Entry<CharSequence, CharSequence> field : trailers) {
      String name = field.getKey().toString();
      if (!isField(name, field.getValue().toString()) || CONNECTION_SPECIFIC.contains(name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the field may be there. That pseudo-headers come first the codec has checked. */
  private boolean accept(String name, String value) {
    if (name.startsWith(":")) {
      return isValue(value) && !value.isEmpty() && acceptPseudo(name, value);
    }
    if (!isField(name, value) || CONNECTION_SPECIFIC.contains(name)) {
      return false;
    }
    if (name.equals("te") && !value.equalsIgnoreCase("trailers")) {
      return false;
    }
    if (name.equals("cookie")) {
      cookies.append(cookies.isEmpty() ? "" : "; ").append(value); // RFC 9113 §8.2.3
    } else {
      fields.add(name, value);
    }
    return true;
  }

  /** RFC 9113 §8.3.1: each at most once, and no others. */
  private boolean acceptPseudo(String name, String value) {
    return switch (name) {
      case ":method" -> {
        boolean first = method == null;
        method = value;
        yield first && isToken(value);
      }
      case ":scheme" -> {
        boolean first = scheme == null;
        scheme = value;
        yield first && (value.equalsIgnoreCase("http") || value.equalsIgnoreCase("https"));
      }
      case ":path" -> {
        boolean first = path == null;
        path = value;
        yield first;
      }
      case ":authority" -> {
        boolean first = authority == null;
        authority = value;
        yield first;
      }
      default -> false;
    };
  }

  private @Nullable HttpRequest request(boolean ends) {
    String verb = method;
    String target = path;
    String named = authority;
    if (verb == null) {
      return null;
    }
    if (verb.equals("CONNECT")) {
      target = named; // it has no path; that it is refused, others say
    } else if (scheme == null) {
      return null;
    }
    if (target == null) {
      return null;
    }
    String host = fields.get(HttpHeaderNames.HOST);
    if (named != null) {
      if (host != null && (fields.getAll(HttpHeaderNames.HOST).size() > 1 || !host.equals(named))) {
        return null;
      }
      fields.set(HttpHeaderNames.HOST, named);
    }
    if (!cookies.isEmpty()) {
      fields.set(HttpHeaderNames.COOKIE, cookies.toString());
    }
    return isLength(ends) ? httpRequest(verb, target, ends) : null;
  }

  /** RFC 9113 §8.1.1: one length at most, nothing but digits; that it is kept to the codec sees. */
  private boolean isLength(boolean ends) {
    List<String> lengths = fields.getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (lengths.isEmpty()) {
      return true;
    }
    String length = lengths.getFirst();
    if (lengths.size() > 1 || length.isEmpty() || length.length() > LONGEST_LENGTH) {
      return false;
    }
    for (int i = 0; i < length.length(); i++) {
      char c = length.charAt(i);
      if (c < '0' || c > '9' || (ends && c != '0')) {
        return false;
      }
    }
    return length.length() == 1 || length.charAt(0) != '0';
  }

  private HttpRequest httpRequest(String verb, String target, boolean ends) {
    if (!ends && !fields.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(verb), target, fields);
  }

  /** RFC 9113 §8.2.1: lower case in names, no control characters or edge spaces in values. */
  private static boolean isField(String name, String value) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isTokenChar(c) || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return !name.isEmpty() && isValue(value);
  }

  private static boolean isValue(String value) {
    int last = value.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = value.charAt(i);
      boolean blank = c == ' ' || c == '\t';
      if ((c < ' ' && c != '\t') || c == 0x7f || (blank && (i == 0 || i == last))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  /** An answer's head; what frames say instead is left out. */
  static Http2Headers ofResponse(HttpResponse response) {
    int status = response.status().code();
    boolean sized = status >= 200 && status != 204; // RFC 9110 §8.6
    Http2Headers head = new DefaultHttp2Headers(false);
    head.status(response.status().codeAsText());
    for (Map.Entry<String, String> field : response.headers()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!CONNECTION_SPECIFIC.contains(name) && (sized || !name.equals("content-length"))) {
        head.add(new AsciiString(name), field.getValue());
      }
    }
    return head;
  }
}
