package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.State;
import dev.crossfade.console.service.CrawlService;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.proxy.OutcomeSink;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.crawl.CrawlAlarm;
import dev.crossfade.seo.crawl.CrawlFlips;
import dev.crossfade.seo.crawl.CrawlKind;
import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.crawl.CrawlMonitor;
import dev.crossfade.seo.crawl.CrawlPast;
import dev.crossfade.seo.crawl.SqlLedger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what crawlers are answered to who watches over them, and tells what is known of it.
 * Counting is for event loops; what is asked for may read from a file.
 */
final class CrawlDesk implements OutcomeSink, CrawlService, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CrawlDesk.class);
  private static final long HOUR = 3_600;

  private final MeterRegistry registry;
  private final Supplier<List<CrawlFlips.Flip>> flips;
  private final Clock clock;
  private final CrawlMonitor monitor;
  private volatile Templates templates = Templates.of(List.of());

  CrawlDesk(
      MeterRegistry registry, State state, Supplier<List<CrawlFlips.Flip>> flips, Clock clock) {
    this.registry = registry;
    this.flips = flips;
    this.clock = clock;
    this.monitor = new CrawlMonitor(ledger(state), this::onAlarm, clock);
  }

  /** A fleet's database, or else a file of our own. */
  private static CrawlMonitor.Opener ledger(State state) {
    State.Postgres shared = state.postgres();
    Path file = state.dir().resolve("crawl.db");
    return shared == null ? () -> SqlLedger.open(file) : () -> SqlLedger.open(shared);
  }

  /** Takes the templates of a configuration. */
  void configure(Config config) {
    templates = Templates.of(config.seo().templates());
  }

  /** Begins to write down and to look. */
  void begin() {
    monitor.begin();
  }

  private void onAlarm(CrawlAlarm alarm) {
    Counter.builder("crossfade.crawl.alarms")
        .description("Times that crawlers were served other than before.")
        .tag("rule", alarm.rule().id())
        .register(registry)
        .increment();
    log.atWarn()
        .addKeyValue("rule", alarm.rule().id())
        .addKeyValue("crawler", alarm.crawler())
        .log(alarm.message());
  }

  /**
   * A redirect is answered by no storefront; nor is what was refused before anything was decided.
   */
  @Override
  public void onOutcome(Outcome outcome) {
    CrawlerClaim crawler = outcome.crawler();
    if (crawler == null) {
      return;
    }
    monitor.onHit(
        new CrawlKind(
            outcome.at().getEpochSecond() / HOUR,
            crawler.name(),
            standing(crawler),
            backend(outcome.decision()),
            outcome.status(),
            templates.nameOf(outcome.path())));
  }

  private static Standing standing(CrawlerClaim crawler) {
    return switch (crawler.standing()) {
      case VERIFIED -> Standing.VERIFIED;
      case CLAIMED -> Standing.CLAIMED;
      case DISPROVED -> Standing.DISPROVED;
    };
  }

  private static String backend(@Nullable Decision decision) {
    return decision instanceof Decision.Serve serve ? serve.backend() : "";
  }

  @Override
  public Crawl crawl(int hours, Set<Dimension> by, Map<Dimension, String> only) {
    long end = clock.instant().getEpochSecond() / HOUR + 1;
    return new Crawl(
        Instant.ofEpochSecond((end - hours) * HOUR),
        clock.instant(),
        crawlTables(hours, List.of(by), only).getFirst(),
        monitor.alarms().stream().map(CrawlDesk::alarm).toList(),
        flips.get().stream().map(CrawlDesk::flip).toList(),
        monitor.dropped(),
        monitor.trouble());
  }

  @Override
  public List<List<Hits>> crawlTables(
      int hours, List<Set<Dimension>> by, Map<Dimension, String> only) {
    CrawlPast past = monitor.past(hours);
    return by.stream().map(dimensions -> table(past, dimensions, only)).toList();
  }

  private static List<Hits> table(CrawlPast past, Set<Dimension> by, Map<Dimension, String> only) {
    Map<Map<String, Object>, Long> sums = new HashMap<>();
    past.counts()
        .forEach(
            (kind, hits) -> {
              if (isWanted(kind, only)) {
                sums.merge(row(kind, by), hits, Long::sum);
              }
            });
    List<Hits> hits = new ArrayList<>();
    sums.forEach((kind, count) -> hits.add(new Hits(kind, count)));
    hits.sort((one, other) -> one.kind().toString().compareTo(other.kind().toString()));
    return hits;
  }

  private static boolean isWanted(CrawlKind kind, Map<Dimension, String> only) {
    for (Map.Entry<Dimension, String> wanted : only.entrySet()) {
      if (!value(kind, wanted.getKey()).toString().equals(wanted.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Object> row(CrawlKind kind, Set<Dimension> by) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Dimension dimension : Dimension.values()) {
      if (by.contains(dimension)) {
        row.put(dimension.name().toLowerCase(Locale.ROOT), value(kind, dimension));
      }
    }
    return row;
  }

  private static Object value(CrawlKind kind, Dimension dimension) {
    return switch (dimension) {
      case HOUR -> Instant.ofEpochSecond(kind.hour() * HOUR).toString();
      case CRAWLER -> kind.crawler();
      case VERIFIED ->
          switch (kind.standing()) {
            case VERIFIED -> "yes";
            case CLAIMED -> "unknown";
            case DISPROVED -> "no";
          };
      case BACKEND -> kind.backend();
      case STATUS -> kind.status();
      case TEMPLATE -> kind.template();
    };
  }

  private static Alarm alarm(CrawlMonitor.Raised raised) {
    CrawlAlarm alarm = raised.alarm();
    return new Alarm(
        alarm.rule().id(),
        alarm.rule().severity().name().toLowerCase(Locale.ROOT),
        alarm.crawler(),
        alarm.backend(),
        alarm.template(),
        alarm.message(),
        alarm.evidence(),
        raised.since());
  }

  private static Flip flip(CrawlFlips.Flip flip) {
    return new Flip(
        flip.url(),
        flip.crawler(),
        flip.toNext() ? "next" : "legacy",
        Instant.ofEpochSecond(flip.second()));
  }

  @Override
  public void close() {
    monitor.close();
  }
}
