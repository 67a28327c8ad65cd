package dev.crossfade.proxy;

import dev.crossfade.cohorts.Cookies;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.value.Cidr;
import dev.crossfade.config.value.Share;
import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A request as decisions see it, over the bytes of its head; strings are made when they are asked
 * for. Belongs to one request after the other: nobody may look at it once it is given back to its
 * {@link Loop}. On one event loop.
 */
final class ClientRequest implements RequestHead {
  private static final int LONGEST_ID = 128;

  private final Head head = new Head();
  private final Texts texts;
  private Hops hops = Hops.NOBODY;
  private @Nullable String host;
  private @Nullable String path;
  private @Nullable String query;
  private @Nullable String toldId;
  private boolean traced;
  private boolean traceBegun;
  private long idHigh;
  private long idLow;
  private long spanId;

  ClientRequest(Texts texts) {
    this.texts = texts;
  }

  /** Forgets everything. */
  ClientRequest clear() {
    head.clear();
    hops = Hops.NOBODY;
    host = null;
    path = null;
    query = null;
    toldId = null;
    traced = false;
    traceBegun = false;
    return this;
  }

  /**
   * The head is whole.
   *
   * @param nearest who stands there, as far as it is known without the head
   */
  void begin(Hops nearest, List<Cidr> proxies) {
    hops = nearest.with(head, proxies);
    String told = hops.trusted() ? head.text(Name.X_REQUEST_ID) : null;
    toldId = told != null && isPlain(told) ? told : null;
    traced = hops.trusted() && TraceParent.isTold(head);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    idHigh = random.nextLong();
    idLow = random.nextLong() | 1; // neither it nor a trace's id may be all zero
    spanId = random.nextLong() | 1;
  }

  /** It is written into pages, headers and logs, so it is letters, digits and a little more. */
  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && "-_.:=+/".indexOf(c) < 0) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= LONGEST_ID;
  }

  Head head() {
    return head;
  }

  /** Who stands between the visitor and us. */
  Hops hops() {
    return hops;
  }

  /**
   * What the request is called everywhere: in pages, logs and towards backends. Random, unless a
   * trusted hop has named it.
   */
  String id() {
    HexFormat hex = HexFormat.of();
    String told = toldId;
    return told != null ? told : hex.toHexDigits(idHigh) + hex.toHexDigits(idLow);
  }

  void writeId(FieldSink out) {
    String told = toldId;
    if (told != null) {
      out.text(told);
    } else {
      out.hex(idHigh).hex(idLow);
    }
  }

  /** Whether a trusted hop told which trace this belongs to. */
  boolean isTraced() {
    return traced;
  }

  /** The trace that it belongs to, where that is not called as the request is; else null. */
  @Nullable String otherTrace() {
    if (traced) {
      return TraceParent.trace(head);
    }
    HexFormat hex = HexFormat.of();
    return toldId == null || !traceBegun ? null : hex.toHexDigits(idHigh) + hex.toHexDigits(idLow);
  }

  /**
   * The trace that begins here, called as the request is if nobody else has named that (W3C Trace
   * Context). A request that is sent twice has the same parent twice.
   *
   * @param sampled how many of the traces are to be recorded
   */
  void writeTrace(Share sampled, FieldSink out) {
    traceBegun = true;
    boolean isSampled = Long.remainderUnsigned(spanId >>> 1, Share.WHOLE) < sampled.basisPoints();
    out.begin(Name.TRACEPARENT)
        .text("00-")
        .hex(idHigh)
        .hex(idLow)
        .text("-")
        .hex(spanId)
        .text(isSampled ? "-01" : "-00")
        .end();
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
