package dev.crossfade.seo.live;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.live.Pairing.Purpose;
import dev.crossfade.seo.live.ParityNews.Miss;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.sampling.CpuBudget;
import dev.crossfade.seo.live.sampling.Sampler;
import dev.crossfade.seo.parity.KnownSite;
import dev.crossfade.seo.parity.Site.Side;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what both storefronts answer, all the time: samples of what visitors get, critical
 * paths, and pages that a guard is in doubt about. Waiting for storefronts is done on virtual
 * threads, reading and comparing on one thread of its own; what is too much is dropped and told.
 * Nothing here can hold up a request.
 */
public final class LiveParity implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveParity.class);
  private static final int MOST_UNDER_WAY = 32;
  private static final long MOST_BYTES = 64L << 20;

  private final Storefronts storefronts;
  private final ParityNews news;
  private final Groups groups;
  private final Clock clock;
  private final GuardWatch guards;
  private final NoiseRates noise = new NoiseRates();
  private final Room room = new Room(MOST_UNDER_WAY, MOST_BYTES);
  private final Bench bench = new Bench();
  private final CpuBudget budget = new CpuBudget(System::nanoTime);
  private final AtomicReference<@Nullable PageRequest> nowhere = new AtomicReference<>();
  private volatile @Nullable Rules rules;
  private volatile boolean active;
  private volatile boolean leading = true;

  /** What one configuration means for all that is done. */
  private record Rules(
      LiveSettings settings,
      Templates templates,
      Severities severities,
      Sampler sampler,
      Judge judge,
      Map<String, PageRequest> criticalPaths,
      Timetable timetable) {}

  /**
   * Does nothing until it is configured and active.
   *
   * @param groups where findings are kept
   */
  public LiveParity(Storefronts storefronts, ParityNews news, Groups groups, Clock clock) {
    this.storefronts = storefronts;
    this.news = news;
    this.groups = groups;
    this.clock = clock;
    this.guards = new GuardWatch(news::onGuard);
  }

  /**
   * Goes by another configuration; critical paths are looked at anew. What was learnt stays where
   * {@code seo} stays as it was.
   *
   * @param site as this configuration sees it
   * @param criticalPaths those that can be compared, by path and query
   * @param nothing a page that cannot exist: what storefronts say of it, no other page should say;
   *     null: they are not asked
   */
  public void configure(
      LiveSettings settings,
      KnownSite site,
      Map<String, PageRequest> criticalPaths,
      @Nullable PageRequest nothing) {
    Rules before = rules;
    Seo seo = settings.seo();
    boolean same = before != null && before.settings.seo().sampling().equals(seo.sampling());
    budget.setShare(seo.sampling().cpu());
    rules =
        new Rules(
            settings,
            Templates.of(seo.templates()),
            Severities.of(seo.rules()),
            before != null && same
                ? before.sampler
                : new Sampler(seo.sampling(), budget, System::nanoTime),
            new Judge(new PairReader(settings, site), noise, groups, news, guards, clock),
            Map.copyOf(criticalPaths),
            new Timetable(
                List.copyOf(criticalPaths.keySet()),
                seo.criticalPaths().every(),
                System.nanoTime()));
    guards.configure(
        settings.guards(),
        settings.templates(),
        settings.hold(),
        settings.checks(),
        clock.instant());
    nowhere.set(nothing);
  }

  /** Whether anything is done: only one gateway of those that run by one state may. */
  public void setActive(boolean now) {
    active = now;
  }

  /**
   * Whether critical paths are looked at here, as they are at first: of a fleet one gateway does
   * that for all. Who begins with it looks at all of them at once.
   */
  public void setLeading(boolean now) {
    boolean begins = now && !leading;
    leading = now;
    if (begins) {
      startOver();
    }
  }

  public GuardWatch guards() {
    return guards;
  }

  /**
   * Whether the answer to this request is wanted, which was drawn at {@code sampling.rate}. On
   * event loops. Who is told so comes back once, with the sample or without.
   *
   * @param urlHash of host, path and query
   */
  public boolean wants(String unit, String path, long urlHash) {
    Rules now = rules;
    if (now == null || !active || !now.settings.units().contains(unit)) {
      return false;
    }
    return switch (now.sampler.choose(new Pages(unit, now.templates.nameOf(path)), urlHash)) {
      case WANTED -> true;
      case PASSED -> false;
      case TOO_DEAR -> {
        news.onMiss(unit, Miss.BUDGET);
        yield false;
      }
    };
  }

  /** A sample that was wanted came to nothing. On event loops and elsewhere. */
  public void onNoSample(String unit, Miss why) {
    budget.giveBack();
    news.onMiss(unit, why);
  }

  /** Somebody else took CPU time for what is found here. */
  public void onSpent(long nanos) {
    budget.charge(nanos);
  }

  /** The template that has this path. */
  public String template(String path) {
    Rules now = rules;
    return now == null ? Templates.OTHER : now.templates.nameOf(path);
  }

  /** A crawler was answered. On event loops. */
  public void onCrawler(String unit, String path) {
    Rules now = rules;
    if (now != null && active && now.settings.units().contains(unit)) {
      now.sampler.onCrawler(new Pages(unit, now.templates.nameOf(path)));
    }
  }

  /** Something was found that is not found by comparing pages. */
  public void onFound(String unit, String path, Rule rule, Found found) {
    Rules now = rules;
    if (now == null || !active) {
      return;
    }
    Pages of = new Pages(unit, now.templates.nameOf(path));
    Severity severity = now.severities.of(rule, of.template());
    if (severity != null) {
      Finding finding =
          new Finding(
              rule,
              severity,
              found.url(),
              of.template(),
              found.legacy(),
              found.next(),
              found.message(),
              "");
      news.onSeen(groups.onSeen(of, finding, clock.instant()));
    }
  }

  /** What was found, but for its rule and place. */
  public record Found(String url, String legacy, String next, String message) {}

  /** Takes a sample that was wanted. Returns at once. */
  public void onSample(LiveSample sample) {
    Expense expense = Expense.ofSample(budget);
    expense.answer(sample.answer());
    look(sample.page(), Purpose.SAMPLE, sample, expense);
  }

  /** What next says may have changed: all critical paths are looked at now. */
  public void startOver() {
    Rules now = rules;
    if (now != null) {
      synchronized (now.timetable) {
        now.timetable.startOver(System.nanoTime());
      }
    }
  }

  /** Looks at what is due. Called a few times a second; returns at once. */
  public void tick() {
    Rules now = rules;
    if (now == null || !active) {
      return;
    }
    PageRequest nothing = nowhere.getAndSet(null);
    if (nothing != null) {
      Thread.ofVirtual().name("parity-nowhere").start(() -> lookAtNothing(now, nothing));
    }
    for (String path : leading ? due(now) : List.<String>of()) {
      PageRequest page = now.criticalPaths.get(path);
      if (page != null) {
        look(page, Purpose.CRITICAL, null, Expense.ofDuty(budget));
      }
    }
    guards
        .due(clock.instant())
        .forEach(page -> look(page, Purpose.CHECK, null, Expense.ofDuty(budget)));
  }

  private static List<String> due(Rules now) {
    synchronized (now.timetable) {
      return now.timetable.take(System.nanoTime());
    }
  }

  /**
   * Has a page compared.
   *
   * @param sample null: both storefronts are asked
   */
  private void look(
      PageRequest page, Purpose purpose, @Nullable LiveSample sample, Expense expense) {
    Rules now = rules;
    if (now == null || !active) {
      expense.end();
      return;
    }
    Room.Place place = room.enter();
    if (place == null) {
      expense.end();
      news.onMiss(page.of().unit(), Miss.DROPPED);
      return;
    }
    Looking looking = new Looking(page, purpose, sample, expense, place);
    if (sample != null && !place.hold(sample.answer().body())) {
      looking.end();
      news.onMiss(page.of().unit(), Miss.DROPPED);
      return;
    }
    Thread.ofVirtual().name("parity-ask").start(() -> ask(now, looking));
  }

  /** One page that is looked at, until it is over. */
  private record Looking(
      PageRequest page,
      Purpose purpose,
      @Nullable LiveSample sample,
      Expense expense,
      Room.Place place) {
    void end() {
      place.leave();
      expense.end();
    }
  }

  private void ask(Rules now, Looking looking) {
    PageRequest page = looking.page();
    Purpose purpose = looking.purpose();
    boolean handed = false;
    try {
      Asking asking = new Asking(storefronts, page, looking.place(), looking.expense());
      LiveSample sample = looking.sample();
      Reply.Answered legacy = asking.reply(Side.LEGACY, Pairing.usable(sample, Side.LEGACY));
      Reply.Answered next =
          legacy == null ? null : asking.reply(Side.NEXT, Pairing.usable(sample, Side.NEXT));
      boolean twice =
          next != null
              && purpose != Purpose.CHECK
              && now.settings.seo().sampling().noise()
              && noise.wantsProbe(page.of());
      Reply.Answered again = twice ? asking.reply(Side.LEGACY, null) : null;
      if (legacy == null || next == null) {
        now.judge.onMissed(page, purpose, asking.missed(), legacy == null);
        return;
      }
      Pairing pair = new Pairing(page, purpose, legacy, next, again);
      handed = true;
      bench.add(new Comparing(now, pair, looking));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("a page was not asked for", e);
      news.onMiss(page.of().unit(), Miss.FAILED);
    } finally {
      if (!handed) {
        looking.end();
      }
    }
  }

  private void lookAtNothing(Rules now, PageRequest nothing) {
    try {
      for (Side side : Side.values()) {
        if (storefronts.ask(side, nothing) instanceof Reply.Answered answered) {
          bench.add(new Learning(now, side, nothing, answered));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One storefront's word for nothing on the bench; without it, nothing is lost but a rule. */
  private record Learning(Rules now, Side side, PageRequest nothing, Reply.Answered answered)
      implements Bench.Work {
    @Override
    public void run() {
      now.judge.learnNothing(side, nothing, answered);
    }

    @Override
    public void abandoned(boolean threw) {
      log.atDebug().addKeyValue("side", side).log("what it says of no page was not learnt");
    }
  }

  /** One pair on the bench. */
  private final class Comparing implements Bench.Work {
    private final Rules now;
    private final Pairing pair;
    private final Looking looking;

    Comparing(Rules now, Pairing pair, Looking looking) {
      this.now = now;
      this.pair = pair;
      this.looking = looking;
    }

    @Override
    public void run() {
      if (active) {
        looking.expense().measure(() -> now.judge.judge(pair, now.sampler));
      }
      looking.end();
    }

    @Override
    public void abandoned(boolean threw) {
      looking.end();
      news.onMiss(pair.page().of().unit(), threw ? Miss.FAILED : Miss.DROPPED);
    }
  }

  @Override
  public void close() {
    active = false;
    bench.close();
  }
}
