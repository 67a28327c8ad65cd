package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Violation;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request must ask for, once its head could be read: a target and a host that every server
 * behind us reads as we do. What is ambiguous is refused, never repaired and forwarded.
 */
final class HeadRules {
  private static final int HIGHEST_PORT = 65_535;

  private HeadRules() {}

  /** Why the head is refused; null: it is fine. */
  static @Nullable Failure check(HttpRequest request, int mostHeaders) {
    if (request.decoderResult().isFailure()) {
      return ofCodec(request.decoderResult());
    }
    if (request.headers().size() > mostHeaders) {
      return Failure.HEAD_TOO_LARGE;
    }
    if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
      return Failure.NOT_IMPLEMENTED; // a tunnel, and an echo of what we added
    }
    boolean server = request.uri().equals("*") && request.method().equals(HttpMethod.OPTIONS);
    return (server || isTarget(request.uri())) && hasHost(request) ? null : Failure.MALFORMED;
  }

  private static Failure ofCodec(DecoderResult result) {
    if (result.cause() instanceof Violation violation) {
      return switch (violation.kind()) {
        case SYNTAX -> Failure.MALFORMED;
        case LINE_TOO_LONG -> Failure.LINE_TOO_LONG;
        case HEAD_TOO_LARGE -> Failure.HEAD_TOO_LARGE;
      };
    }
    return Failure.MALFORMED;
  }

  /**
   * RFC 9112 §3.2.1: the origin form, visible ASCII without fragment or backslash; a path that
   * means the same before and after decoding, so that what units match is what a backend serves.
   */
  static boolean isTarget(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      return false;
    }
    int query = target.indexOf('?');
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
        return false;
      }
    }
    return isPlainPath(query < 0 ? target : target.substring(0, query));
  }

  /** No encoded control characters, and no dot segments, however they are spelled. */
  private static boolean isPlainPath(String path) {
    int segment = 1;
    int dots = 0;
    for (int i = 1; i <= path.length(); ) {
      int width = i < path.length() && path.charAt(i) == '%' ? encoded(path, i) : 1;
      int c = i == path.length() ? '/' : width == 3 ? decoded(path, i) : path.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return false;
      }
      boolean end = c == '/' || c == '\\';
      // Some servers take what follows a semicolon off before they look at the segment.
      if ((end || c == ';') && dots > 0 && dots <= 2 && dots == i - segment) {
        return false;
      }
      if (end) {
        segment = i + width;
        dots = 0;
      } else if (c == '.') {
        dots++;
        segment += width - 1; // an encoded dot is as long as a plain one
      }
      i += width;
    }
    return true;
  }

  /** 3 where a percent sign starts an encoded byte, 1 where it stands for itself. */
  private static int encoded(String path, int at) {
    boolean whole =
        at + 2 < path.length()
            && Character.digit(path.charAt(at + 1), 16) >= 0
            && Character.digit(path.charAt(at + 2), 16) >= 0;
    return whole ? 3 : 1;
  }

  private static int decoded(String path, int at) {
    return Character.digit(path.charAt(at + 1), 16) << 4 | Character.digit(path.charAt(at + 2), 16);
  }

  /** RFC 9112 §3.2: one Host; only 1.0 may do without. */
  private static boolean hasHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    return hosts.isEmpty()
        ? request.protocolVersion().equals(HttpVersion.HTTP_1_0)
        : hosts.size() == 1 && isAuthority(hosts.getFirst());
  }

  /** A name or address, with a port at most: no user, no path, no list. */
  static boolean isAuthority(String host) {
    int bracket = host.lastIndexOf(']');
    int colon = host.indexOf(':', bracket + 1);
    String name = colon < 0 ? host : host.substring(0, colon);
    boolean port = colon < 0 || isPort(host.substring(colon + 1));
    return port && (name.startsWith("[") ? isBracketed(name) : isName(name));
  }

  private static boolean isPort(String port) {
    if (port.isEmpty() || port.length() > 5) {
      return false;
    }
    int number = 0;
    for (int i = 0; i < port.length(); i++) {
      char c = port.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      number = number * 10 + (c - '0');
    }
    return number <= HIGHEST_PORT;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '.' && c != '-' && c != '_') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isBracketed(String name) {
    for (int i = 1; i < name.length() - 1; i++) {
      char c = name.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return false;
      }
    }
    return name.length() > 3 && name.endsWith("]");
  }
}
