package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.model.State;
import dev.crossfade.proxy.Asked;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.Question;
import dev.crossfade.proxy.Sample;
import dev.crossfade.proxy.SampleSink;
import dev.crossfade.proxy.ShadowMiss;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Guards;
import dev.crossfade.seo.crawl.CrawlFlips;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.GuardChange;
import dev.crossfade.seo.live.LiveAdvice;
import dev.crossfade.seo.live.LiveParity;
import dev.crossfade.seo.live.LiveSample;
import dev.crossfade.seo.live.LiveSettings;
import dev.crossfade.seo.live.PageRequest;
import dev.crossfade.seo.live.ParityNews;
import dev.crossfade.seo.live.Reply;
import dev.crossfade.seo.live.group.Comparison;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import dev.crossfade.seo.live.sampling.Queries;
import dev.crossfade.seo.live.store.Account;
import dev.crossfade.seo.live.store.FindingKeeper;
import dev.crossfade.seo.live.store.FindingStore;
import dev.crossfade.seo.live.store.SqlFindings;
import dev.crossfade.seo.parity.Site.Side;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live parity as a gateway runs it: samples come in from the data plane, the other storefront is
 * asked through it, and what comes of it goes to gates, guards, metrics, the log and the journal.
 * Only while this process is the gateway: during and after a takeover it is another's business.
 */
final class ParityDesk implements SampleSink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ParityDesk.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LONGEST_ANSWER_SECONDS = 20;
  private static final long PERIOD_MILLIS = 250;
  private static final Duration WRITTEN_EVERY = Duration.ofSeconds(2);
  private static final Duration TRIED_AGAIN = Duration.ofSeconds(15);

  private final Clock clock;
  private final Deciders deciders;
  private final Guards guards;
  private final FindingStore.Opener store;
  private final BooleanSupplier leads;
  private final ParityMetrics metrics;
  private final List<FindingListener> listeners;
  private final GuardLog guardLog;
  private final Acceptances acceptances;
  private final Groups groups = new Groups();
  private final Account account = new Account(groups); // of the keeper there is
  private final LiveParity parity;
  private final Gates gates;
  private final ScheduledExecutorService clocks =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("parity-clock-", 0).factory());
  private final Object keeping = new Object();
  private @Nullable FindingKeeper keeper; // guarded by keeping
  private boolean ours; // guarded by keeping
  private volatile int mostBody;
  private volatile @Nullable LiveSettings settings;
  private volatile @Nullable LiveSite site;
  private volatile boolean journaling;
  private volatile @Nullable DataPlane plane;

  /** Told what was found on a page of a unit, for its gates; null: nothing that counts. */
  @FunctionalInterface
  interface Gates {
    void onPage(String unit, @Nullable Severity worst);
  }

  ParityDesk(
      Journal journal,
      Lock changes,
      MeterRegistry registry,
      Deciders deciders,
      State state,
      BooleanSupplier leads,
      Gates gates,
      FindingListener events,
      Clock clock) {
    this.clock = clock;
    this.deciders = deciders;
    this.guards = deciders.live().guards();
    this.store = store(state);
    this.leads = leads;
    this.gates = gates;
    this.metrics = new ParityMetrics(registry);
    this.listeners = List.of(new ParityLog(clock), events);
    this.guardLog = new GuardLog(journal, changes);
    this.acceptances = new Acceptances(journal);
    this.parity = new LiveParity(this::ask, new News(), groups, clock);
  }

  /** A fleet's database, or else a file of our own. */
  private static FindingStore.Opener store(State state) {
    State.Postgres shared = state.postgres();
    Path file = state.dir().resolve("findings.db");
    return shared == null ? () -> SqlFindings.open(file) : () -> SqlFindings.open(shared);
  }

  /** Keeps templates from next that were kept from it before; to be called before it serves. */
  void prepare() {
    for (GuardLog.Kept kept : guardLog.read()) {
      if (kept.state() instanceof GuardState.Guarded) {
        guards.of(kept.of().unit()).withhold(kept.of().template());
      }
    }
  }

  /** Goes by another configuration, which is active. */
  void configure(Config config) {
    LiveSettings settings = LiveSettings.of(config);
    LiveSite site = new LiveSite(config, settings, deciders);
    LiveAdvice.of(config).forEach(line -> log.warn("{}", line));
    mostBody = (int) Math.min(config.seo().sampling().maxBody().bytes(), Integer.MAX_VALUE - 8);
    boolean first = plane == null;
    if (first) {
      restore(site, settings);
    }
    Map<String, PageRequest> critical = site.criticalPaths(line -> log.warn("{}", line));
    parity.configure(settings, site.known(), critical, site.nothing());
    metrics.show(parity.guards().views());
    this.site = site;
    this.settings = settings;
    synchronized (keeping) {
      keepIfWanted();
    }
  }

  /** Guards go on where they were; of units that have none by now they end. */
  private void restore(LiveSite site, LiveSettings settings) {
    guardLog.read().forEach(kept -> restore(kept, site, settings));
  }

  private void restore(GuardLog.Kept kept, LiveSite site, LiveSettings settings) {
    List<PageRequest> pages = new ArrayList<>();
    for (String target : kept.targets()) {
      PageRequest page =
          settings.units().contains(kept.of().unit()) ? site.page(kept.of(), target) : null;
      if (page != null) {
        pages.add(page);
      }
    }
    parity.guards().restore(kept.of(), kept.state(), pages);
  }

  /** Other gateways wrote to the journal: what their guards and people decided holds here too. */
  void onNews() {
    LiveSite here = site;
    LiveSettings now = settings;
    if (here == null || now == null) {
      return;
    }
    for (GuardLog.Kept kept : guardLog.elsewhere()) {
      Guards.Guard guard = guards.of(kept.of().unit());
      if (kept.state() instanceof GuardState.Guarded) {
        guard.withhold(kept.of().template());
      } else {
        guard.release(kept.of().template());
      }
      restore(kept, here, now);
    }
    metrics.show(parity.guards().views());
    acceptances.applyNews(groups);
  }

  /** Begins to be told and to ask. */
  void begin(DataPlane asked) {
    plane = asked;
    asked.sampleTo(this);
    resume();
    clocks.scheduleWithFixedDelay(
        () -> safely(this::tick), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    clocks.scheduleWithFixedDelay(
        () -> safely(this::writeGuards), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Of a fleet one gateway looks at critical paths. */
  private void tick() {
    parity.setLeading(leads.getAsBoolean());
    parity.tick();
  }

  private void writeGuards() {
    if (journaling) {
      guardLog.write();
    }
  }

  /** Whatever one look ends with, there is a next. */
  private static void safely(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException | LinkageError e) {
      log.error("live parity could not be looked after", e);
    }
  }

  /** Another process is about to be the gateway: it will find all that is known. */
  void pause() {
    parity.setActive(false);
    if (journaling) {
      journaling = false;
      guardLog.write();
    }
    synchronized (keeping) {
      ours = false;
      FindingKeeper now = keeper;
      keeper = null;
      if (now != null) {
        now.close();
      }
    }
  }

  /** It is not, or this one is it by now. */
  void resume() {
    synchronized (keeping) {
      ours = true;
      keepIfWanted();
    }
    journaling = true;
    parity.setActive(true);
  }

  private void keepIfWanted() {
    LiveSettings now = settings;
    if (ours && now != null && !now.units().isEmpty() && keeper == null) {
      keeper =
          FindingKeeper.start(
              account,
              () -> new ChargedFindings(store.open(), parity::onSpent),
              WRITTEN_EVERY,
              TRIED_AGAIN,
              clock,
              acceptances::applyTo);
    }
  }

  /** Units' exposures were turned: what next says may have changed with that. */
  void onExposure() {
    parity.startOver();
  }

  /** A crawler was answered. On event loops. */
  void onCrawler(String unit, String path) {
    parity.onCrawler(unit, path);
  }

  /** A crawler got a page from the other storefront than before. On event loops, and seldom. */
  void onFlip(String unit, String path, CrawlFlips.Flip flip) {
    String message =
        "%s got it from %s, and within a day from %s"
            .formatted(
                flip.crawler(),
                flip.toNext() ? "legacy" : "next",
                flip.toNext() ? "next" : "legacy");
    Thread.ofVirtual()
        .start(
            () ->
                parity.onFound(
                    unit, path, Rule.SEO_FLIP, new LiveParity.Found(flip.url(), "", "", message)));
  }

  @Override
  public boolean wants(Decision.Serve serve, String host, String path, String query) {
    String unit = serve.unit();
    LiveSettings now = settings;
    return now != null
        && unit != null
        && now.units().contains(unit)
        && Queries.isForAnybody(query)
        && parity.wants(unit, path, Buckets.hash(host + path + "?" + query));
  }

  @Override
  public void onSample(Sample sample) {
    PageRequest page =
        new PageRequest(
            new Pages(sample.unit(), parity.template(sample.path())),
            sample.scheme(),
            sample.host(),
            sample.path(),
            sample.query(),
            sample.headers());
    Reply.Answered answer =
        new Reply.Answered(
            sample.status(), sample.fields(), sample.body(), sample.firstByteNanos());
    Side by = sample.backend().equals("next") ? Side.NEXT : Side.LEGACY;
    parity.onSample(new LiveSample(page, by, sample.withCookies(), answer));
  }

  @Override
  public void onMiss(String unit, ShadowMiss why) {
    parity.onNoSample(unit, miss(why));
  }

  private static ParityNews.Miss miss(ShadowMiss why) {
    return switch (why) {
      case DOWN -> ParityNews.Miss.DOWN;
      case BUSY -> ParityNews.Miss.BUSY;
      case TOO_LARGE -> ParityNews.Miss.TOO_LARGE;
      case PARTIAL, NO_PAGE -> ParityNews.Miss.NO_PAGE;
      case FAILED, LATE -> ParityNews.Miss.FAILED;
      case DROPPED -> ParityNews.Miss.DROPPED;
    };
  }

  private Reply ask(Side side, PageRequest page) throws InterruptedException {
    DataPlane asked = plane;
    if (asked == null) {
      return new Reply.Missed(ParityNews.Miss.BUSY);
    }
    try {
      Question question =
          new Question(
              side == Side.NEXT ? "next" : "legacy",
              page.of().unit(),
              page.scheme(),
              page.host(),
              page.path(),
              page.query(),
              page.headers(),
              mostBody,
              PATIENCE);
      return switch (asked.ask(question).get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
        case Asked.Missed(ShadowMiss why) -> new Reply.Missed(miss(why));
        case Asked.Answered answer ->
            new Reply.Answered(
                answer.status(), answer.fields(), answer.body(), answer.firstByteNanos());
      };
    } catch (IllegalArgumentException e) {
      log.atDebug().setCause(e).log("not asked");
      return new Reply.Missed(ParityNews.Miss.UNREADABLE);
    } catch (TimeoutException | ExecutionException e) {
      log.atDebug().setCause(e).log("no answer");
      return new Reply.Missed(ParityNews.Miss.FAILED);
    }
  }

  Groups groups() {
    return groups;
  }

  /** What is compared. */
  LiveSettings settings() {
    return Objects.requireNonNull(settings, "settings: configure first");
  }

  LiveParity parity() {
    return parity;
  }

  Acceptances acceptances() {
    return acceptances;
  }

  /** Why findings would not survive a restart; null: they would, or there are none. */
  @Nullable String storeProblem() {
    synchronized (keeping) {
      return keeper == null ? null : keeper.problem();
    }
  }

  @Override
  public void close() {
    pause();
    clocks.shutdownNow();
    parity.close();
  }

  /** What live parity tells. */
  private final class News implements ParityNews {
    @Override
    public void onCompared(Pages pages, Comparison comparison) {
      metrics.onSample(pages);
      comparison.counted().forEach(metrics::onFinding);
      for (FindingListener listener : listeners) {
        comparison.opened().forEach(listener::opened);
        comparison.closed().forEach(listener::closed);
      }
      gates.onPage(pages.unit(), comparison.worst());
    }

    @Override
    public void onSeen(FindingGroup group) {
      if (group.state() == FindingGroup.State.OPEN) {
        metrics.onFinding(group);
        if (group.sightings() == 1) {
          listeners.forEach(listener -> listener.opened(group));
        }
      }
    }

    @Override
    public void onMiss(String unit, Miss why) {
      metrics.onMiss(unit, why);
    }

    @Override
    public void onGuard(GuardChange change) {
      Guards.Guard guard = guards.of(change.of().unit());
      if (change.to() instanceof GuardState.Guarded) {
        guard.withhold(change.of().template());
      } else {
        guard.release(change.of().template());
      }
      metrics.onGuard(change.of(), change.move());
      metrics.show(parity.guards().views());
      listeners.forEach(listener -> listener.guarded(change));
      guardLog.add(change, clock.instant());
    }
  }
}
