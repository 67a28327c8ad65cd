package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import org.jspecify.annotations.Nullable;

/**
 * What a request must ask for, once its head could be read: a target and a host that every server
 * behind us reads as we do. What is ambiguous is refused, never repaired and forwarded.
 */
final class HeadRules {
  private static final int HIGHEST_PORT = 65_535;

  private HeadRules() {}

  /** Why the head is refused; null: it is fine. */
  static @Nullable Failure check(Head head) {
    if (head.isMethod("CONNECT") || head.isMethod("TRACE")) {
      return Failure.NOT_IMPLEMENTED; // a tunnel, and an echo of what we added
    }
    if (!(isForServer(head) || isTarget(head.bytes(), head.targetFrom(), head.targetEnd()))
        || !hasHost(head)) {
      return Failure.MALFORMED;
    }
    return WebSocket.isAskedFor(head) && !WebSocket.isWellAskedFor(head) ? Failure.MALFORMED : null;
  }

  /** RFC 9112 §3.2.4: {@code OPTIONS *} is about the server, not about anything on it. */
  static boolean isForServer(Head head) {
    return head.isMethod("OPTIONS")
        && head.targetEnd() - head.targetFrom() == 1
        && head.bytes()[head.targetFrom()] == '*';
  }

  /**
   * RFC 9112 §3.2.1: the origin form, visible ASCII without fragment or backslash; a path that
   * means the same before and after decoding, so that what units match is what a backend serves.
   */
  static boolean isTarget(byte[] in, int from, int to) {
    if (from >= to || in[from] != '/') {
      return false;
    }
    int pathEnd = to;
    for (int i = to - 1; i >= from; i--) {
      byte c = in[i];
      if (c <= ' ' || c == 0x7f || c == '#' || c == '\\') { // a byte beyond ASCII is negative
        return false;
      }
      if (c == '?') {
        pathEnd = i;
      }
    }
    return isPlainPath(in, from, pathEnd);
  }

  /** No encoded control characters, and no dot segments, however they are spelled. */
  private static boolean isPlainPath(byte[] in, int from, int to) {
    int segment = from + 1;
    int dots = 0;
    for (int i = from + 1; i <= to; ) {
      int width = i < to && in[i] == '%' ? encoded(in, i, to) : 1;
      int c = i == to ? '/' : width == 3 ? decoded(in, i) : in[i];
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
  private static int encoded(byte[] in, int at, int to) {
    boolean whole =
        at + 2 < to && Character.digit(in[at + 1], 16) >= 0 && Character.digit(in[at + 2], 16) >= 0;
    return whole ? 3 : 1;
  }

  private static int decoded(byte[] in, int at) {
    return Character.digit(in[at + 1], 16) << 4 | Character.digit(in[at + 2], 16);
  }

  /** RFC 9112 §3.2: one Host; only 1.0 may do without. */
  private static boolean hasHost(Head head) {
    int host = head.find(Name.HOST);
    if (host < 0) {
      return !head.isHttp11();
    }
    return head.find(Name.HOST, host + 1) < 0
        && isAuthority(head.bytes(), head.valueFrom(host), head.valueEnd(host));
  }

  /** A name, an address or a bracketed IPv6 address, and maybe a port. */
  private static boolean isAuthority(byte[] in, int from, int to) {
    int nameEnd = to;
    for (int i = from; i < to; i++) {
      boolean inBrackets = in[from] == '[' && (i == from || in[i - 1] != ']');
      if (in[i] == ':' && !inBrackets) {
        nameEnd = i;
        break;
      }
    }
    if (nameEnd < to && !isPort(in, nameEnd + 1, to)) {
      return false;
    }
    boolean bracketed = from < nameEnd && in[from] == '[';
    return bracketed ? isBracketed(in, from, nameEnd) : isName(in, from, nameEnd);
  }

  private static boolean isPort(byte[] in, int from, int to) {
    if (from == to || to - from > 5) {
      return false;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      if (in[i] < '0' || in[i] > '9') {
        return false;
      }
      number = number * 10 + (in[i] - '0');
    }
    return number <= HIGHEST_PORT;
  }

  private static boolean isName(byte[] in, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = in[i];
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '.' && c != '-' && c != '_') {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isBracketed(byte[] in, int from, int to) {
    for (int i = from + 1; i < to - 1; i++) {
      if (Character.digit(in[i], 16) < 0 && in[i] != ':' && in[i] != '.') {
        return false;
      }
    }
    return to - from > 3 && in[to - 1] == ']';
  }
}
