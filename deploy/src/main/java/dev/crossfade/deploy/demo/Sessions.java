package dev.crossfade.deploy.demo;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of one storefront, in memory; beyond the limit, the one idle longest goes. */
final class Sessions {
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byId;

  Sessions(int limit) {
    this.byId =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > limit;
          }
        };
  }

  synchronized Optional<Session> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** A new, empty session under an identifier of our choosing, never the client's. */
  synchronized Session start() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    Session session = new Session(HexFormat.of().formatHex(id));
    byId.put(session.id(), session);
    return session;
  }
}
