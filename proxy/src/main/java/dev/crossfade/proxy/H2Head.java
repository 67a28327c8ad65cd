package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadParser;
import dev.crossfade.proxy.http1.Name;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Heads of HTTP/2 as heads of HTTP/1.1. A request that RFC 9113 §8 calls malformed is not
 * translated: two readers of one message must not disagree about it. What may be asked for, of
 * which host and with which target is for {@link HeadRules}, as it is for HTTP/1.1.
 */
final class H2Head {
  /** RFC 9113 §8.2.2: about one connection, of which HTTP/2 speaks otherwise. */
  static final Set<String> CONNECTION_SPECIFIC =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private static final int LONGEST_LENGTH = 18;
  private static final String WEBSOCKET = "websocket";
  private static final int KEY_BYTES = 16;

  private final Http2Headers fields;
  private final StringBuilder cookies = new StringBuilder();
  private @Nullable String method;
  private @Nullable String scheme;
  private @Nullable String path;
  private @Nullable String authority;
  private @Nullable String protocol;
  private @Nullable String host;
  private @Nullable String length;

  private H2Head(Http2Headers fields) {
    this.fields = fields;
  }

  /**
   * Writes the request as HTTP/1.1 says it.
   *
   * @param ends whether there is no body
   * @return whether it is well-formed
   */
  static boolean parseRequest(Http2Headers fields, boolean ends, Head into) {
    H2Head parsed = new H2Head(fields);
    return parsed.check() && parsed.isLength(ends) && parsed.write(into);
  }

  /** RFC 9113 §8.1: trailers are fields like others, and none of them is a pseudo-header. */
  static boolean isTrailers(Http2Headers trailers) {
    for (Map.Entry<CharSequence, CharSequence> field : trailers) {
      CharSequence name = field.getKey();
      if (!isField(name, field.getValue()) || isConnectionSpecific(name)) {
        return false;
      }
    }
    return true;
  }

  static Head trailers(Http2Headers trailers, Head into) {
    into.trailers();
    for (Map.Entry<CharSequence, CharSequence> field : trailers) {
      into.add(field.getKey(), field.getValue());
    }
    return into;
  }

  static boolean isConnectionSpecific(CharSequence name) {
    return CONNECTION_SPECIFIC.contains(name.toString());
  }

  private boolean check() {
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (!accept(field.getKey(), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the field may be there. That pseudo-headers come first the codec has checked. */
  private boolean accept(CharSequence name, CharSequence value) {
    if (isPseudo(name)) {
      return isValue(value) && !value.isEmpty() && acceptPseudo(name.toString(), value.toString());
    }
    if (!isField(name, value) || isConnectionSpecific(name)) {
      return false;
    }
    return switch (name.toString()) {
      case "te" -> value.toString().equalsIgnoreCase("trailers");
      case "cookie" -> {
        if (!value.isEmpty()) {
          cookies.append(cookies.isEmpty() ? "" : "; ").append(value); // RFC 9113 §8.2.3
        }
        yield true;
      }
      case "host" -> {
        boolean first = host == null;
        host = value.toString();
        yield first;
      }
      case "content-length" -> {
        boolean first = length == null;
        length = value.toString();
        yield first;
      }
      default -> true;
    };
  }

  static boolean isPseudo(CharSequence name) {
    return !name.isEmpty() && name.charAt(0) == ':';
  }

  /** RFC 9113 §8.3.1, RFC 8441 §4: each at most once, and no others. */
  private boolean acceptPseudo(String name, String value) {
    return switch (name) {
      case ":method" -> {
        boolean first = method == null;
        method = value;
        yield first && isToken(value) && value.length() <= HeadParser.LONGEST_METHOD;
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
      case ":protocol" -> {
        boolean first = protocol == null;
        protocol = value;
        yield first;
      }
      default -> false;
    };
  }

  private boolean write(Head into) {
    String verb = method;
    String target = path;
    String named = authority;
    boolean connect = verb != null && verb.equals("CONNECT");
    if (verb == null || (protocol != null && !connect)) {
      return false;
    }
    boolean webSocket = WEBSOCKET.equals(protocol);
    if (connect && protocol == null) {
      target = named; // it has no path; that it is refused, others say
    } else if (scheme == null) {
      return false;
    }
    String said = host;
    if (target == null || (said != null && named != null && !said.equals(named))) {
      return false;
    }
    into.request(webSocket ? "GET" : verb, target);
    if (named != null) {
      into.add(Name.HOST.text(), named);
    } else if (said != null) {
      into.add(Name.HOST.text(), said);
    }
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (isCopied(field.getKey())) {
        into.add(field.getKey(), field.getValue());
      }
    }
    if (!cookies.isEmpty()) {
      into.add(Name.COOKIE.text(), cookies);
    }
    if (webSocket) {
      askForWebSocket(into);
    }
    return true;
  }

  private static boolean isCopied(CharSequence name) {
    return !isPseudo(name)
        && !name.toString().equals(Name.HOST.text())
        && !name.toString().equals(Name.COOKIE.text());
  }

  /** RFC 8441 §5: the way in is another, the key has no meaning there; HTTP/1.1 wants both. */
  private static void askForWebSocket(Head into) {
    byte[] key = new byte[KEY_BYTES];
    ThreadLocalRandom.current().nextBytes(key);
    into.add(Name.CONNECTION.text(), Name.UPGRADE.text())
        .add(Name.UPGRADE.text(), WEBSOCKET)
        .add(Name.SEC_WEBSOCKET_KEY.text(), Base64.getEncoder().encodeToString(key));
  }

  /** RFC 9113 §8.1.1: nothing but digits; that it is kept to the codec sees. */
  private boolean isLength(boolean ends) {
    String said = length;
    if (said == null) {
      return true;
    }
    if (said.isEmpty() || said.length() > LONGEST_LENGTH) {
      return false;
    }
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      if (c < '0' || c > '9' || (ends && c != '0')) {
        return false;
      }
    }
    return said.length() == 1 || said.charAt(0) != '0';
  }

  /** RFC 9113 §8.2.1: lower case in names, no control characters or edge spaces in values. */
  static boolean isField(CharSequence name, CharSequence value) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isTokenChar(c) || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return !name.isEmpty() && isValue(value);
  }

  private static boolean isValue(CharSequence value) {
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
}
