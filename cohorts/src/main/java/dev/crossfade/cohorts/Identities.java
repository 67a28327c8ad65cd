package dev.crossfade.cohorts;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.crossfade.config.model.Identity;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Recognises visitors, in this order: by the login that a trusted hop tells, by the identity
 * cookie, and where there is none by a fresh identity (a top-level navigation, whose answer a
 * browser keeps) or by address and user agent (everything else: assets, API calls and clients
 * without cookies must not flap between storefronts).
 */
final class Identities {
  private static final Hasher64 HASHER = Hashing.xxh3_64();
  private static final int LONGEST = 128;

  private final String cookie;
  private final @Nullable String userHeader;

  private Identities(String cookie, @Nullable String userHeader) {
    this.cookie = cookie;
    this.userHeader = userHeader;
  }

  static Identities of(Identity identity) {
    return new Identities(identity.cookie(), identity.userHeader());
  }

  Recognised recognise(RequestHead head) {
    String user = userHeader != null && head.fromTrustedHop() ? head.header(userHeader) : null;
    if (user != null && !user.isEmpty()) {
      return known(Visitor.KnownBy.USER, user);
    }
    String identity = head.cookie(cookie);
    if (identity != null && isWellFormed(identity)) {
      return known(Visitor.KnownBy.COOKIE, identity);
    }
    if (RequestKind.of(head) == RequestKind.NAVIGATION) {
      String fresh = fresh();
      return new Recognised(Visitor.KnownBy.FRESH, key('c', fresh), fresh);
    }
    String agent = head.header("user-agent");
    return known(
        Visitor.KnownBy.ADDRESS,
        head.client().getHostAddress() + '\n' + (agent == null ? "" : agent));
  }

  private static Recognised known(Visitor.KnownBy by, String identity) {
    return new Recognised(by, key(by.salt(), identity), null);
  }

  /**
   * @param fresh what the cookie must be set to; null: it stays as it is
   */
  record Recognised(Visitor.KnownBy by, long key, @Nullable String fresh) {}

  /** The kind is hashed too, so that nobody becomes a user by sending their name as a cookie. */
  private static long key(char kind, String identity) {
    return HASHER.hashLongLongToLong(kind, HASHER.hashCharsToLong(identity));
  }

  /** What we once issued, or another issuer's token; anything else is no identity. */
  private static boolean isWellFormed(String identity) {
    if (identity.isEmpty() || identity.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < identity.length(); i++) {
      char c = identity.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** 128 random bits. They are no secret: knowing one is to be taken for that visitor's bucket. */
  private static String fresh() {
    byte[] bits = new byte[16];
    ThreadLocalRandom.current().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
