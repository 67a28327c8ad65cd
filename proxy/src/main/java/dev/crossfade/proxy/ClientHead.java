package dev.crossfade.proxy;

import dev.crossfade.cohorts.Cookies;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request's head as decisions see it, over its bytes; strings are made when they are asked for.
 */
final class ClientHead implements RequestHead {
  private final Head head;
  private final Hops hops;
  private final Texts texts;
  private @Nullable String host;
  private @Nullable String path;
  private @Nullable String query;

  /**
   * @param hops who stands between the visitor and us
   */
  ClientHead(Head head, Hops hops, Texts texts) {
    this.head = head;
    this.hops = hops;
    this.texts = texts;
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String host() {
    String known = host;
    if (known == null) {
      known = named();
      host = known;
    }
    return known;
  }

  private String named() {
    int field = head.find(Name.HOST);
    if (field < 0) {
      return "";
    }
    byte[] in = head.bytes();
    int from = head.valueFrom(field);
    int end = head.valueEnd(field);
    int colon = end;
    for (int i = end - 1; i >= from && in[i] != ']'; i--) {
      if (in[i] == ':') {
        colon = i;
      }
    }
    return texts.of(in, from, colon).toLowerCase(Locale.ROOT);
  }

  @Override
  public String path() {
    String known = path;
    if (known == null) {
      known = withoutNeedlessEscapes(texts.of(head.bytes(), head.targetFrom(), mark()));
      path = known;
    }
    return known;
  }

  /**
   * RFC 3986 §2.3: {@code /%63art} and {@code /cart} are one path to every server, so they must be
   * one to those who decide. What is forwarded stays as it was written.
   */
  private static String withoutNeedlessEscapes(String path) {
    int percent = path.indexOf('%');
    if (percent < 0) {
      return path;
    }
    StringBuilder plain = new StringBuilder(path.length()).append(path, 0, percent);
    for (int i = percent; i < path.length(); i++) {
      int decoded = i + 2 < path.length() && path.charAt(i) == '%' ? decoded(path, i) : -1;
      if (decoded >= 0) {
        plain.append((char) decoded);
        i += 2;
      } else {
        plain.append(path.charAt(i));
      }
    }
    return plain.toString();
  }

  /** −1: it means something only as it is written. */
  private static int decoded(String path, int at) {
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    int c = high << 4 | low;
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    boolean unreserved = letter || c == '-' || c == '.' || c == '_' || c == '~';
    return high >= 0 && low >= 0 && unreserved ? c : -1;
  }

  @Override
  public String query() {
    String known = query;
    if (known == null) {
      int from = mark() + 1;
      known = from > head.targetEnd() ? "" : texts.of(head.bytes(), from, head.targetEnd());
      query = known;
    }
    return known;
  }

  /** Where the question mark is, or the target's end. */
  private int mark() {
    int at = head.targetFrom();
    while (at < head.targetEnd() && head.bytes()[at] != '?') {
      at++;
    }
    return at;
  }

  @Override
  public boolean secure() {
    return hops.secure();
  }

  @Override
  public @Nullable String header(String name) {
    return head.text(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public @Nullable String cookie(String name) {
    for (int i = head.find(Name.COOKIE); i >= 0; i = head.find(Name.COOKIE, i + 1)) {
      long place = Cookies.find(head.bytes(), head.valueFrom(i), head.valueEnd(i), name);
      if (place >= 0) {
        return texts.of(head.bytes(), Cookies.from(place), Cookies.to(place));
      }
    }
    return null;
  }

  @Override
  public InetAddress client() {
    return hops.client();
  }

  @Override
  public boolean fromTrustedHop() {
    return hops.trusted();
  }
}
