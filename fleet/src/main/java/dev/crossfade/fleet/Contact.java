package dev.crossfade.fleet;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something is in contact with the store. Says so once, and once that it is again. */
final class Contact {
  private static final Logger log = LoggerFactory.getLogger(Contact.class);

  private final String who;
  private final InstantSource clock;
  private @Nullable Outage outage;

  Contact(String who, InstantSource clock) {
    this.who = who;
    this.clock = clock;
  }

  synchronized Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  synchronized void lost(String reason) {
    if (outage == null) {
      outage = new Outage(clock.instant(), reason);
      log.warn("{}: the store is away: {}", who, reason);
    } else {
      outage = new Outage(outage.since(), reason);
    }
  }

  synchronized void made() {
    if (outage != null) {
      log.info(
          "{}: the store is back after {} s",
          who,
          Duration.between(outage.since(), clock.instant()).toSeconds());
      outage = null;
    }
  }
}
