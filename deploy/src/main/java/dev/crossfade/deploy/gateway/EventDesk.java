package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.Reload;
import dev.crossfade.console.service.EventService;
import dev.crossfade.console.service.News;
import dev.crossfade.deploy.events.EventRing;
import dev.crossfade.deploy.events.Standings;
import dev.crossfade.proxy.EndpointState;
import dev.crossfade.rollout.RolloutListener;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.seo.live.GuardChange;
import dev.crossfade.seo.live.group.FindingGroup;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events of what the parts of a gateway tell. Thread-safe; nothing here waits. */
final class EventDesk implements RolloutListener, FindingListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventDesk.class);
  private static final long PERIOD_MILLIS = 1_000;

  private final EventRing ring;
  private final Clock clock;
  private final Standings standings = new Standings();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("events").factory());
  private volatile @Nullable Long version;

  EventDesk(Clock clock) {
    this.ring = new EventRing(Long.toString(clock.millis(), Character.MAX_RADIX));
    this.clock = clock;
  }

  /** The events, for whoever watches. */
  EventService events() {
    return ring;
  }

  /** Begins to look at endpoints. */
  void begin(Supplier<Map<String, List<EndpointState>>> endpoints) {
    looking.scheduleWithFixedDelay(
        () -> look(endpoints.get()), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(Map<String, List<EndpointState>> endpoints) {
    try {
      standings.look(endpoints, clock.instant()).forEach(ring::tell);
    } catch (RuntimeException e) { // whatever one look ends with, there is a next
      log.error("endpoints could not be looked at", e);
    }
  }

  @Override
  public void moved(Transition transition, RolloutView view) {
    ring.tell(
        new News.Moved(
            transition.at(),
            transition.unit(),
            transition.kind().text(),
            transition.from().text(),
            transition.to().text(),
            view.stage(),
            view.stages(),
            transition.fromBasisPoints() / 100.0,
            transition.basisPoints() / 100.0,
            transition.actor(),
            transition.reason()));
  }

  @Override
  public void judged(String unit, Verdict verdict, Verdict.@Nullable Says before) {
    ring.tell(
        new News.Judged(
            clock.instant(),
            unit,
            verdict.gate(),
            before == null ? null : word(before),
            word(verdict.says()),
            verdict.sentence()));
  }

  @Override
  public void opened(FindingGroup group) {
    tell(group, "opened", null, null);
  }

  @Override
  public void closed(FindingGroup group) {
    tell(group, "closed", null, null);
  }

  /** Somebody lives with a group, or no longer. */
  void said(FindingGroup group, boolean accepted, String actor, String reason) {
    tell(group, accepted ? "accepted" : "reopened", actor, reason);
  }

  private void tell(
      FindingGroup group, String change, @Nullable String actor, @Nullable String reason) {
    ring.tell(
        new News.Found(
            clock.instant(),
            group.id(),
            group.of().unit(),
            group.of().template(),
            group.rule().id(),
            word(group.severity()),
            group.rule().title(),
            change,
            actor,
            reason));
  }

  @Override
  public void guarded(GuardChange change) {
    ring.tell(
        new News.Guarded(
            clock.instant(),
            change.of().unit(),
            change.of().template(),
            word(change.move()),
            GuardLog.word(change.to()),
            change.by(),
            change.why()));
  }

  void onReload(Reload reload, Cause cause) {
    switch (reload) {
      case Reload.Applied applied -> {
        version = applied.snapshot().version();
        tell("applied", cause, 0);
      }
      case Reload.Refused refused -> tell("refused", cause, refused.problems().size());
    }
  }

  private void tell(String outcome, Cause cause, int problems) {
    ring.tell(
        new News.Reloaded(
            clock.instant(),
            outcome,
            version,
            word(cause.trigger()),
            cause.actor(),
            cause.reason(),
            problems));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
