package dev.crossfade.proxy.http1;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields that mean something to a gateway. All others are passed on as they are. */
public enum Name {
  CONNECTION(Scope.CONNECTION),
  KEEP_ALIVE(Scope.CONNECTION),
  PROXY_CONNECTION(Scope.CONNECTION),
  PROXY_AUTHENTICATE(Scope.CONNECTION),
  PROXY_AUTHORIZATION(Scope.CONNECTION),
  TE(Scope.CONNECTION),
  TRAILER(Scope.CONNECTION),
  TRANSFER_ENCODING(Scope.CONNECTION),
  UPGRADE(Scope.CONNECTION),
  HTTP2_SETTINGS(Scope.CONNECTION),
  CONTENT_LENGTH(Scope.CONNECTION),
  FORWARDED(Scope.OURS),
  X_FORWARDED_FOR(Scope.OURS),
  X_FORWARDED_PROTO(Scope.OURS),
  X_FORWARDED_HOST(Scope.OURS),
  X_REAL_IP(Scope.OURS),
  X_REQUEST_ID(Scope.OURS),
  X_CROSSFADE(Scope.OURS),
  X_CROSSFADE_UNIT(Scope.OURS),
  X_CROSSFADE_ARM(Scope.OURS),
  X_CROSSFADE_SHADOW(Scope.OURS),
  HOST(Scope.MESSAGE),
  VIA(Scope.MESSAGE),
  ACCEPT(Scope.MESSAGE),
  AUTHORIZATION(Scope.MESSAGE),
  CACHE_CONTROL(Scope.MESSAGE),
  CDN_CACHE_CONTROL(Scope.MESSAGE),
  CONTENT_TYPE(Scope.MESSAGE),
  COOKIE(Scope.MESSAGE),
  EXPECT(Scope.MESSAGE),
  MAX_FORWARDS(Scope.MESSAGE),
  REFERER(Scope.MESSAGE),
  RETRY_AFTER(Scope.MESSAGE),
  ALLOW(Scope.MESSAGE),
  SET_COOKIE(Scope.MESSAGE),
  SURROGATE_CONTROL(Scope.MESSAGE),
  VARY(Scope.MESSAGE),
  LOCATION(Scope.MESSAGE),
  USER_AGENT(Scope.MESSAGE),
  SEC_WEBSOCKET_ACCEPT(Scope.MESSAGE),
  SEC_WEBSOCKET_KEY(Scope.MESSAGE),
  SEC_WEBSOCKET_VERSION(Scope.MESSAGE),
  TRACEPARENT(Scope.MESSAGE),
  TRACESTATE(Scope.MESSAGE),
  /** Any other. */
  OTHER(Scope.MESSAGE);

  /** What a field is about. */
  public enum Scope {
    /** One connection, or how a message is framed on it (RFC 9110 §7.6.1): never passed on. */
    CONNECTION,
    /** What the gateway says itself; those who send it are not believed. */
    OURS,
    /** The message. */
    MESSAGE
  }

  private static final int SLOTS = 256;
  private static final @Nullable Name[] BY_HASH = new Name[SLOTS];
  private static final String OURS_PREFIX = "x-crossfade";

  static {
    for (Name name : values()) {
      if (name != OTHER) {
        int slot = hash(name.bytes, 0, name.bytes.length);
        while (BY_HASH[slot] != null) {
          slot = (slot + 1) % SLOTS;
        }
        BY_HASH[slot] = name;
      }
    }
  }

  private final Scope scope;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final byte[] bytes;

  Name(Scope scope) {
    this.scope = scope;
    this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  public Scope scope() {
    return scope;
  }

  /** In lower case, as HTTP/2 wants it. */
  public String text() {
    return text;
  }

  /** From 0, without gaps. */
  @SuppressWarnings("EnumOrdinal") // numbered anew with each start, and nobody keeps the numbers
  public int number() {
    return ordinal();
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * The name in these bytes, in any case. An underscore counts as a hyphen: many servers read
   * {@code X_Forwarded_For} as X-Forwarded-For, so what we take off we must take off in both
   * spellings.
   */
  static Name of(byte[] in, int from, int to) {
    int slot = hash(in, from, to);
    Name found = BY_HASH[slot];
    while (found != null) {
      if (found.isIn(in, from, to)) {
        return hasUnderscore(in, from, to) ? found.lookalike() : found;
      }
      slot = (slot + 1) % SLOTS;
      found = BY_HASH[slot];
    }
    return startsOurs(in, from, to) ? X_CROSSFADE : OTHER;
  }

  private static boolean hasUnderscore(byte[] in, int from, int to) {
    for (int i = from; i < to; i++) {
      if (in[i] == '_') {
        return true;
      }
    }
    return false;
  }

  /** What a field is taken for that is spelled nearly so: taken off with it, and never read. */
  private Name lookalike() {
    return switch (scope) {
      case CONNECTION -> this;
      case OURS -> X_CROSSFADE;
      case MESSAGE -> OTHER;
    };
  }

  private static int hash(byte[] in, int from, int to) {
    int length = to - from;
    int middle = fold(in[from + length / 2]);
    return (fold(in[from]) * 7 + fold(in[to - 1]) * 31 + middle * 3 + length * 13) & (SLOTS - 1);
  }

  private static int fold(byte b) {
    return b == '_' ? '-' : b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  private boolean isIn(byte[] in, int from, int to) {
    if (to - from != bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (fold(in[from + i]) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsOurs(byte[] in, int from, int to) {
    if (to - from < OURS_PREFIX.length()) {
      return false;
    }
    for (int i = 0; i < OURS_PREFIX.length(); i++) {
      if (fold(in[from + i]) != OURS_PREFIX.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
