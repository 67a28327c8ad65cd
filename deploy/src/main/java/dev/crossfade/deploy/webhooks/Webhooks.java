package dev.crossfade.deploy.webhooks;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Unit;
import dev.crossfade.rollout.RolloutListener;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.Transition.Kind;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.Ticker;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the webhooks of {@code rollout.rollback.notify} what happens to a unit. {@link #configure}
 * it before the rollouts. Never waits but for a lock that nobody holds for long; what was not
 * delivered when the process ends is lost.
 */
public final class Webhooks implements RolloutListener, AutoCloseable {
  private static final int REMEMBERED = 1_000;

  private final Function<String, Optional<RolloutView>> views;
  private final BooleanSupplier leads;
  private final Ticker ticker;
  private final Patience patience;
  private final Sender sender;
  private final Flaps flaps;

  private Map<String, List<URI>> units = Map.of();
  private Map<URI, Receiver> receivers = Map.of();
  private long droppedBefore;
  private boolean closed;

  /** The moves that were told, so that none is told twice. */
  private final Map<String, Boolean> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Without receivers yet.
   *
   * @param views how a rollout stands, for what a verdict does not say itself
   * @param leads whether this gateway tells of verdicts: one of a fleet does
   */
  public Webhooks(Function<String, Optional<RolloutView>> views, BooleanSupplier leads) {
    this(views, leads, Ticker.system(), Patience.USUAL);
  }

  Webhooks(
      Function<String, Optional<RolloutView>> views,
      BooleanSupplier leads,
      Ticker ticker,
      Patience patience) {
    this.views = views;
    this.leads = leads;
    this.ticker = ticker;
    this.patience = patience;
    this.sender = new Sender(ticker, patience);
    this.flaps = new Flaps(patience.verdicts(), ticker, this::tell);
  }

  /** Takes receivers and key; what waits for a receiver that is gone is given up. */
  public synchronized void configure(Config config) {
    if (closed) {
      throw new IllegalStateException("webhooks are closed");
    }
    sender.key(config.secrets().webhookKey());
    Map<String, List<URI>> wanted = new HashMap<>();
    Map<URI, Receiver> now = new HashMap<>();
    for (Unit unit : config.units()) {
      Rollout rollout = unit.rollout();
      if (rollout != null) {
        Set<URI> uris = new LinkedHashSet<>(rollout.rollback().webhooks());
        wanted.put(unit.name(), List.copyOf(uris));
        uris.forEach(uri -> now.computeIfAbsent(uri, this::receiver));
      }
    }
    for (Map.Entry<URI, Receiver> before : receivers.entrySet()) {
      if (!now.containsKey(before.getKey())) {
        before.getValue().abandon();
        droppedBefore += before.getValue().dropped();
      }
    }
    units = Map.copyOf(wanted);
    receivers = Map.copyOf(now);
  }

  @Override
  public void moved(Transition transition, RolloutView view) {
    if (!transition.here() || transition.kind() == Kind.APPROVE) {
      return;
    }
    Message message = Message.of(transition, view);
    if (isNew(message.id())) {
      tell(message);
    }
  }

  @Override
  public void judged(String unit, Verdict verdict, Verdict.@Nullable Says before) {
    if (leads.getAsBoolean()) {
      flaps.judged(unit, verdict, before);
    }
  }

  /** How many messages were never delivered: pushed out of a queue, refused, or given up. */
  public synchronized long dropped() {
    return droppedBefore + receivers.values().stream().mapToLong(Receiver::dropped).sum();
  }

  /** Lets what is under way end, for some seconds, and tells nothing more. */
  @Override
  public void close() {
    Collection<Receiver> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = receivers.values();
    }
    flaps.close();
    last.forEach(Receiver::finish);
    long end = System.nanoTime() + patience.close().toNanos();
    for (Receiver receiver : last) {
      receiver.await(end - System.nanoTime());
    }
    sender.close();
  }

  private void tell(Told told) {
    tell(Message.of(told, views.apply(told.unit()).orElse(null)));
  }

  private synchronized void tell(Message message) {
    if (!closed) {
      units.getOrDefault(message.unit(), List.of()).stream()
          .map(receivers::get)
          .forEach(receiver -> receiver.offer(message));
    }
  }

  private synchronized boolean isNew(String id) {
    return told.put(id, true) == null;
  }

  private Receiver receiver(URI uri) {
    Receiver before = receivers.get(uri);
    return before == null ? new Receiver(uri, sender, ticker, patience) : before;
  }
}
