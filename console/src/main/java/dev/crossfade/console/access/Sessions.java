package dev.crossfade.console.access;

import dev.crossfade.config.model.Admin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of browsers. In memory only, and by the hash of their id: what a dump of the memory
 * shows opens no session. A session names the token that it was begun with and carries no right of
 * its own. Thread-safe.
 */
final class Sessions {
  /** One that nobody used for so long is over. */
  static final Duration IDLE = Duration.ofHours(12);

  /** One is over after so long, however much it is used. */
  static final Duration LONGEST = Duration.ofDays(3);

  /** There are never more; the one that was idle for longest makes room. */
  static final int MOST = 1_000;

  private final InstantSource clock;

  /** By the hash of their id, the one that was idle for longest first. */
  private final LinkedHashMap<String, Session> all = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A browser that logged in.
   *
   * @param key the hash of its id
   * @param token the hash of the token that it was begun with
   * @param csrf what its forms must carry
   */
  record Session(String key, String token, String csrf, Instant begun, Instant used) {
    private Session usedAt(Instant now) {
      return new Session(key, token, csrf, begun, now);
    }

    private boolean isOver(Instant now) {
      return !now.isBefore(used.plus(IDLE)) || !now.isBefore(begun.plus(LONGEST));
    }
  }

  /** Begins one; gives the id, which is kept nowhere else. */
  synchronized String begin(Admin.Token token) {
    Instant now = clock.instant();
    forgetThoseOver(now);
    String id = Secrets.next();
    String key = Tokens.sha256(id);
    all.put(key, new Session(key, Tokens.hash(token), Secrets.next(), now, now));
    if (all.size() > MOST) {
      all.pollFirstEntry();
    }
    return id;
  }

  /** The session with this id, which is used by that. */
  synchronized Optional<Session> use(String id) {
    if (id.length() != Secrets.LENGTH) {
      return Optional.empty();
    }
    Session used = current(Tokens.sha256(id));
    if (used == null) {
      return Optional.empty();
    }
    Session now = used.usedAt(clock.instant());
    all.put(now.key(), now);
    return Optional.of(now);
  }

  /** Whether a session goes on; looking does not use it. */
  synchronized boolean isOn(String key) {
    return current(key) != null;
  }

  synchronized void end(String key) {
    all.remove(key);
  }

  synchronized int size() {
    return all.size();
  }

  private @Nullable Session current(String key) {
    Session found = all.get(key);
    if (found != null && found.isOver(clock.instant())) {
      all.remove(key);
      return null;
    }
    return found;
  }

  private void forgetThoseOver(Instant now) {
    Iterator<Map.Entry<String, Session>> entries = all.entrySet().iterator();
    while (entries.hasNext()) {
      if (entries.next().getValue().isOver(now)) {
        entries.remove();
      }
    }
  }
}
