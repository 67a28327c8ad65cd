package dev.crossfade.proxy;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sessions are sealed with for clients to bring back (RFC 5077, RFC 8446 §4.6.1). A
 * new one is made twice in a lifetime and the one before still opens: a ticket is good for half a
 * lifetime at least and never for more than one. They are in memory only, so that whoever takes the
 * machine tomorrow cannot read what was said today. Thread-safe.
 */
final class TicketKeys {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Duration lifetime;
  private volatile List<OpenSslSessionTicketKey> keys;
  private volatile long since;

  TicketKeys(Duration lifetime) {
    this.lifetime = lifetime;
    this.since = System.nanoTime();
    this.keys = List.of(made());
  }

  Duration lifetime() {
    return lifetime;
  }

  /** Those of this moment, the one that seals first; the same list until they change. */
  List<OpenSslSessionTicketKey> at(long now) {
    if (now - since >= period()) {
      change(now);
    }
    return keys;
  }

  /** A key that is not kept: BoringSSL gives tickets out all the same, and none opens again. */
  static List<OpenSslSessionTicketKey> ofNobody() {
    return List.of(made());
  }

  private long period() {
    return lifetime.toNanos() / 2;
  }

  private synchronized void change(long now) {
    long age = now - since;
    if (age >= period()) {
      @Nullable OpenSslSessionTicketKey before = age < 2 * period() ? keys.getFirst() : null;
      keys = before == null ? List.of(made()) : List.of(made(), before);
      since = now;
    }
  }

  private static OpenSslSessionTicketKey made() {
    byte[] all = new byte[OpenSslSessionTicketKey.TICKET_KEY_SIZE];
    RANDOM.nextBytes(all);
    int hmac = OpenSslSessionTicketKey.NAME_SIZE;
    int aes = hmac + OpenSslSessionTicketKey.HMAC_KEY_SIZE;
    return new OpenSslSessionTicketKey(
        Arrays.copyOfRange(all, 0, hmac),
        Arrays.copyOfRange(all, hmac, aes),
        Arrays.copyOfRange(all, aes, all.length));
  }
}
