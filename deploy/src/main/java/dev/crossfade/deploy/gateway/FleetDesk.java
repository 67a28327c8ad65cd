package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.State;
import dev.crossfade.console.service.AdminServices.StoreStatus;
import dev.crossfade.console.service.FleetService;
import dev.crossfade.fleet.FleetJournal;
import dev.crossfade.fleet.Member;
import dev.crossfade.fleet.Membership;
import dev.crossfade.fleet.Outage;
import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.rollout.Role;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other gateways of the shop, and what is shared with them. Where no store is configured there
 * are none, and this gateway leads.
 */
final class FleetDesk implements FleetService, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FleetDesk.class);
  private static final Duration COMPACTED_EVERY = Duration.ofHours(1);
  private static final long LOOKED_SECONDS = 5;
  private static final long TOLD_SECONDS = 1;

  /** Stands for all that may count as long as nobody knows who does: gates hold until then. */
  private static final String NOT_ASKED = "that etcd knows of (it was not asked yet)";

  private static final Member.Facts NOTHING_YET =
      new Member.Facts(ProductVersion.get(), "", 0, 0, "", new LinkedHashMap<>());

  private final State state;
  private final @Nullable Etcd etcd;
  private final Clock clock;
  private final ScheduledExecutorService news =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fleet-news").factory());
  private volatile @Nullable FleetJournal journal;
  private volatile @Nullable Membership membership;
  private volatile Supplier<Member.Facts> facts = () -> NOTHING_YET;
  private volatile Runnable onNews = () -> {};
  private volatile Set<String> counting;
  private volatile FleetLook look = FleetLook.NOT_YET;
  private volatile Supplier<Optional<HeldJournal.Trouble>> held = Optional::empty;
  private volatile Supplier<Optional<String>> untold = Optional::empty;

  private FleetDesk(State state, @Nullable Etcd etcd, Clock clock) {
    this.state = state;
    this.etcd = etcd;
    this.clock = clock;
    this.counting = etcd == null ? Set.of() : Set.of(NOT_ASKED);
  }

  /**
   * Asks nobody yet.
   *
   * @throws IOException a file that {@code state.etcd} names cannot be used
   */
  static FleetDesk of(State state, Clock clock) throws IOException {
    State.Etcd settings = state.etcd();
    return new FleetDesk(state, settings == null ? null : Etcd.of(settings), clock);
  }

  /**
   * Where it is told how things are.
   *
   * @param files what stands in the way of them
   * @param untold what other gateways could not be told yet, in a sentence
   */
  void watch(Supplier<Optional<HeldJournal.Trouble>> files, Supplier<Optional<String>> untold) {
    held = files;
    this.untold = untold;
  }

  /** Where the journal is: opens it. */
  HeldJournal.Opener journals() {
    Etcd store = etcd;
    State.Etcd settings = state.etcd();
    if (store == null || settings == null) {
      return HeldJournal.file(state.dir());
    }
    return () -> {
      FleetJournal opened = FleetJournal.open(state.dir(), store, settings.prefix(), clock);
      opened.onNews(this::tellNews);
      journal = opened;
      return new HeldJournal.Open(opened, opened::close, opened::mend);
    };
  }

  private void tellNews() {
    news.execute(
        () -> {
          try {
            onNews.run();
          } catch (RuntimeException e) {
            log.error("what other gateways did was not taken", e);
          }
        });
  }

  private static void retell(Runnable again) {
    try {
      again.run();
    } catch (RuntimeException e) { // or this would be the last time
      log.error("what other gateways are to be told could not be told", e);
    }
  }

  /**
   * Begins to be one of the others, and to follow them.
   *
   * @param facts about this gateway; asked each second
   * @param onNews told on a thread of its own after other gateways wrote to the journal
   * @param again run on the same thread each second: tells others what they could not be told
   */
  void begin(Supplier<Member.Facts> facts, Runnable onNews, Runnable again) {
    this.facts = facts;
    this.onNews = onNews;
    resume();
    if (etcd != null) {
      long every = COMPACTED_EVERY.toSeconds();
      news.scheduleWithFixedDelay(this::compact, every, every, TimeUnit.SECONDS);
      news.scheduleWithFixedDelay(this::lookWhoIsThere, 0, LOOKED_SECONDS, TimeUnit.SECONDS);
      news.scheduleWithFixedDelay(
          () -> retell(again), TOLD_SECONDS, TOLD_SECONDS, TimeUnit.SECONDS);
      tellNews(); // of what came since the journal was opened
    }
  }

  /** While the store is away, those are there, and count, that did. */
  private void lookWhoIsThere() {
    Membership now = membership;
    if (now == null) {
      return;
    }
    try {
      List<Member> members = now.members();
      look = look.saw(members, clock.instant());
      counting =
          members.stream()
              .map(member -> member.facts().counts())
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toUnmodifiableSet());
    } catch (EtcdException e) {
      look = look.missed(String.valueOf(e.getMessage()));
      log.atDebug().setCause(e).log("who is there is not known anew");
    } catch (RuntimeException e) { // or this would be the last time
      log.error("who is there could not be read", e);
    }
  }

  /** What the processes are called whose counts add up, as they were known a moment ago. */
  Set<String> counting() {
    return counting;
  }

  private void compact() {
    FleetJournal now = journal;
    try {
      if (now != null && role() == Role.LEADER) {
        int dropped = now.compact(Retention.DEFAULT);
        log.atDebug().addKeyValue("entries", dropped).log("the journal was compacted");
      }
    } catch (JournalException e) {
      log.warn("{}", e.getMessage());
    } catch (RuntimeException e) { // or this would be the last time
      log.error("the journal could not be compacted", e);
    }
  }

  /** Another process is about to be the gateway: it will be one of them instead. */
  void pause() {
    Membership now = membership;
    membership = null;
    look = FleetLook.NOT_YET;
    if (now != null) {
      now.close();
    }
  }

  /** It is not. */
  void resume() {
    Etcd store = etcd;
    State.Etcd settings = state.etcd();
    if (store != null && settings != null && membership == null) {
      Membership made = new Membership(settings, store, clock, () -> facts.get());
      membership = made;
      made.start();
    }
  }

  /** What this gateway does by itself. */
  Role role() {
    if (etcd == null) {
      return Role.LEADER;
    }
    Membership now = membership;
    if (now != null && now.leads()) {
      return Role.LEADER;
    }
    return outage().isPresent() ? Role.CUT_OFF : Role.FOLLOWER;
  }

  /** Shows how it is with the others. */
  void bindTo(MeterRegistry registry) {
    Gauge.builder("crossfade.store.up", this, desk -> desk.store().problem() == null ? 1 : 0)
        .description("Whether rollouts, orders and configurations can be kept.")
        .register(registry);
    Gauge.builder("crossfade.fleet.leads", this, desk -> desk.role() == Role.LEADER ? 1 : 0)
        .description("Whether this gateway judges gates and advances rollouts.")
        .register(registry);
  }

  /** Tells the others something, while this gateway leads. */
  void tell(String topic, String text) {
    Membership now = membership;
    if (now != null) {
      now.tell(topic, text);
    }
  }

  /** What the leader told of a topic. */
  Optional<String> told(String topic) {
    Membership now = membership;
    return now == null ? Optional.empty() : now.told(topic);
  }

  /** Since when and why the store is away. */
  private Optional<Outage> outage() {
    Membership member = membership;
    FleetJournal entries = journal;
    return Stream.of(
            member == null ? Optional.<Outage>empty() : member.outage(),
            entries == null ? Optional.<Outage>empty() : entries.outage())
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Outage::since));
  }

  /** The newest entry of the journal that is shared; 0: none is. */
  long lastSeq() {
    FleetJournal now = journal;
    return now == null ? 0 : now.lastSeq();
  }

  /** Where all is kept, and how that is. */
  StoreStatus store() {
    if (etcd == null) {
      return held.get()
          .map(trouble -> new StoreStatus("files", trouble.reason(), trouble.since()))
          .orElseGet(() -> new StoreStatus("files", null, null));
    }
    return outage()
        .map(
            now ->
                new StoreStatus(
                    "etcd",
                    now.reason() + untold.get().map(told -> "; " + told).orElse(""),
                    now.since()))
        .orElseGet(() -> new StoreStatus("etcd", null, null));
  }

  @Override
  public Fleet fleet() {
    Membership now = membership;
    if (now == null) {
      return alone();
    }
    String problem = null;
    List<FleetMember> members = List.of();
    try {
      members = now.members().stream().map(member -> view(member, now)).toList();
    } catch (EtcdException e) {
      problem = String.valueOf(e.getMessage());
    }
    return shared(now, problem, members);
  }

  /** While the store is away, what this gateway itself serves by is told as it is. */
  @Override
  public Sight sight() {
    Membership now = membership;
    FleetLook last = look;
    if (now == null) {
      return new Sight(alone(), null, List.of());
    }
    String problem = outage().map(Outage::reason).orElse(last.problem());
    List<FleetMember> members =
        last.with(now.self(), problem != null).stream().map(member -> view(member, now)).toList();
    return new Sight(shared(now, problem, members), last.at(), last.discords());
  }

  private Fleet alone() {
    return new Fleet(false, null, "this gateway", word(role()), null, List.of());
  }

  private Fleet shared(Membership us, @Nullable String problem, List<FleetMember> members) {
    State.Etcd settings = state.etcd();
    String prefix = settings == null ? null : settings.prefix();
    return new Fleet(true, prefix, us.name(), word(role()), problem, members);
  }

  private static String word(Role role) {
    return switch (role) {
      case LEADER -> "leader";
      case FOLLOWER -> "follower";
      case CUT_OFF -> "cut-off";
    };
  }

  private static FleetMember view(Member member, Membership us) {
    Member.Facts facts = member.facts();
    SequencedMap<String, Double> exposures = new LinkedHashMap<>();
    facts.exposures().forEach((unit, points) -> exposures.put(unit, points / 100.0));
    return new FleetMember(
        member.id(),
        member.name(),
        member.since(),
        member.leads(),
        member.id().equals(us.id()),
        facts.version(),
        facts.admin(),
        facts.config(),
        facts.journal(),
        exposures);
  }

  @Override
  public void close() {
    pause();
    news.shutdownNow();
    if (etcd != null) {
      etcd.close();
    }
  }
}
