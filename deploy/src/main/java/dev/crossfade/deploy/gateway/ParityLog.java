package dev.crossfade.deploy.gateway;

import dev.crossfade.seo.live.GuardChange;
import dev.crossfade.seo.live.group.FindingGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A line in the log for each group of findings that opens or closes, though only so many a minute,
 * and for each move of a guard. What pages say is not in it, nor are queries.
 */
final class ParityLog implements FindingListener {
  private static final Logger log = LoggerFactory.getLogger(ParityLog.class);
  private static final int MOST_LINES = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant window = Instant.MIN; // guarded by this
  private int lines; // guarded by this

  ParityLog(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void opened(FindingGroup group) {
    tell(group, "next " + group.rule().title());
  }

  @Override
  public void closed(FindingGroup group) {
    tell(group, "next no longer " + group.rule().title());
  }

  private void tell(FindingGroup group, String message) {
    if (!mayTell()) {
      return;
    }
    String url = group.examples().isEmpty() ? "" : group.examples().getFirst().url();
    int query = url.indexOf('?');
    log.atInfo()
        .addKeyValue("unit", group.of().unit())
        .addKeyValue("template", group.of().template())
        .addKeyValue("rule", group.rule().id())
        .addKeyValue("severity", group.severity().name().toLowerCase(Locale.ROOT))
        .addKeyValue("url", query < 0 ? url : url.substring(0, query))
        .addKeyValue("count", group.count())
        .log("finding: {}", message);
  }

  private synchronized boolean mayTell() {
    Instant now = clock.instant();
    if (!now.isBefore(window.plus(WINDOW))) {
      window = now;
      lines = 0;
    }
    return lines++ < MOST_LINES;
  }

  @Override
  public void guarded(GuardChange change) {
    Level level =
        switch (change.move()) {
          case ENGAGED, LIFTED, RELEASED -> Level.WARN;
          case HEALED -> Level.INFO;
        };
    log.atLevel(level)
        .addKeyValue("unit", change.of().unit())
        .addKeyValue("template", change.of().template())
        .addKeyValue("actor", change.by())
        .log("guard {}: {}", change.move().name().toLowerCase(Locale.ROOT), change.why());
  }
}
