package dev.crossfade.rollout;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.Unwritten;
import dev.crossfade.rollout.schedule.SteadyClock;
import dev.crossfade.rollout.schedule.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rollouts of a gateway. {@link #configure} it, {@link #tick} it about each second, give it
 * orders. Thread-safe; all three wait for the disk of the journal, so none belongs on an event
 * loop. The views never wait.
 */
public final class Rollouts extends Orders {
  /** The actor of what happens because its time has come. */
  public static final String SCHEDULE = "schedule";

  private static final Logger log = LoggerFactory.getLogger(Rollouts.class);

  private final Journal journal;
  private final GateBoard board;
  private final ExposureSink sink;
  private final SteadyClock clock;
  private final Announcer announcer;
  private final Supplier<Role> role;

  /** Every unit that ever had a rollout here: one that comes back goes on where it was. */
  private final Map<String, UnitRollout> known = new ConcurrentHashMap<>();

  private volatile Optional<Unwritten> unwritten = Optional.empty();

  private volatile Configured configured = new Configured(List.of(), new LinkedHashMap<>());

  /** Those of a gateway that nobody shares a journal with. */
  public Rollouts(
      Journal journal,
      GateBoard board,
      ExposureSink sink,
      Ticker ticker,
      List<RolloutListener> listeners) {
    this(journal, board, sink, ticker, listeners, () -> Role.LEADER);
  }

  /**
   * @param role of this gateway among those that share the journal; it may be another each time
   */
  public Rollouts(
      Journal journal,
      GateBoard board,
      ExposureSink sink,
      Ticker ticker,
      List<RolloutListener> listeners,
      Supplier<Role> role) {
    this.journal = requireNonNull(journal, "journal");
    this.board = requireNonNull(board, "board");
    this.sink = requireNonNull(sink, "sink");
    this.clock = new SteadyClock(ticker);
    this.announcer = new Announcer(listeners);
    this.role = requireNonNull(role, "role");
  }

  /**
   * Keeps holds, rollbacks and aborts there that the journal does not take, for a restart; without
   * it they are only remembered. To be called first.
   */
  public void keepUnwritten(Unwritten steps) {
    unwritten = Optional.of(steps);
  }

  /**
   * Reads what the journal has of units that were not seen before, and tells the sink: so that
   * visitors get it from the first moment on that the configuration is active. No plan is taken.
   *
   * @throws RuntimeException if the journal cannot be read
   */
  public synchronized void prepare(Config config) {
    plans(config).forEach(plan -> known.computeIfAbsent(plan.unit(), _ -> create(plan)));
  }

  /**
   * Takes the plans of a configuration. No exposure moves by it: what is running keeps its stage
   * and hold, and goes on by the new plan from there. Cannot fail after {@link #prepare}.
   *
   * @throws RuntimeException if the journal cannot be read; no plan is taken then
   */
  public synchronized void configure(Config config) {
    SequencedMap<String, UnitRollout> next = new LinkedHashMap<>();
    List<Plan> plans = plans(config);
    for (Plan plan : plans) {
      next.put(plan.unit(), known.computeIfAbsent(plan.unit(), _ -> create(plan)));
    }
    configured = new Configured(config.units(), next);
    plans.forEach(plan -> requireNonNull(next.get(plan.unit())).configure(plan));
  }

  /**
   * Asks all gates, takes what other gateways did, and makes the moves that are due if this one
   * leads: at most one a unit.
   */
  public void tick() {
    Configured now = configured;
    known.forEach(
        (name, unit) -> {
          try {
            if (now.rollouts().containsKey(name)) {
              unit.tick();
            } else {
              unit.tickRetired();
            }
          } catch (RuntimeException e) {
            log.error("unit={} tick failed: {}", name, e.toString(), e);
          }
        });
  }

  /** In the order of the configuration. */
  public List<RolloutView> views() {
    return configured.rollouts().values().stream().map(UnitRollout::view).toList();
  }

  public Optional<RolloutView> view(String unit) {
    return Optional.ofNullable(configured.rollouts().get(unit)).map(UnitRollout::view);
  }

  /** What lies ahead of each, in the order of the configuration. */
  public List<Outlook> outlooks() {
    return configured.rollouts().values().stream().map(UnitRollout::outlook).toList();
  }

  public Optional<Outlook> outlook(String unit) {
    return Optional.ofNullable(configured.rollouts().get(unit)).map(UnitRollout::outlook);
  }

  /**
   * At most so many things that happened to a unit before an entry of the journal, newest first.
   */
  public List<Past> past(String unit, long before, int limit) {
    return Past.of(journal, unit, before, limit);
  }

  /**
   * The same orders, carried out only if the {@link RolloutView#version} meets a condition: looked
   * at together with the order, so that of two who order at once the second is told.
   */
  public Orders onlyIf(Predicate<String> version) {
    return new Orders() {
      @Override
      Answer order(String unit, Order order) {
        return Rollouts.this.order(unit, order.onlyIf(version));
      }
    };
  }

  /** What another configuration would change for the rollouts that are under way, in sentences. */
  public List<String> changes(Config next) {
    return views().stream()
        .flatMap(
            view ->
                PlanChanges.of(
                    view,
                    requireNonNull(known.get(view.unit())).plan().rollout(),
                    next.unit(view.unit()).orElse(null))
                    .stream())
        .toList();
  }

  @Override
  Answer order(String name, Order order) {
    UnitRollout unit = configured.rollouts().get(name);
    if (unit == null) {
      return new Answer.Refused(
          "unit \""
              + name
              + "\" has no rollout (expected: "
              + (configured.rollouts().isEmpty()
                  ? "a unit with a rollout, and there is none"
                  : "one of " + String.join(", ", configured.rollouts().keySet()))
              + ")");
    }
    return unit.order(order);
  }

  private static List<Plan> plans(Config config) {
    List<Plan> plans = new ArrayList<>();
    for (Unit unit : config.units()) {
      Rollout rollout = unit.rollout();
      if (rollout != null) {
        plans.add(Plan.of(unit.name(), rollout));
      }
    }
    return plans;
  }

  private UnitRollout create(Plan plan) {
    Course course =
        new Course(plan.unit(), new UnitJournal(journal, plan.unit()), unwritten, sink, clock::now);
    return new UnitRollout(plan, course, board, clock, announcer, this::awaited, role);
  }

  private List<String> awaited(Plan plan) {
    return plan.rollout().after().stream().flatMap(name -> awaited(name).stream()).toList();
  }

  /** Why a unit is not complete, as the end of "it waits for"; empty if it is. */
  private Optional<String> awaited(String name) {
    Optional<RolloutView> other = view(name);
    if (other.isPresent()) {
      return other
          .filter(view -> view.state() != Phase.COMPLETED)
          .map(
              view ->
                  "unit "
                      + name
                      + " to complete: it is "
                      + view.state().text()
                      + " at "
                      + new Share(view.basisPoints()));
    }
    boolean complete =
        configured.units().stream()
            .filter(unit -> unit.name().equals(name))
            .anyMatch(
                unit -> "next".equals(unit.send()) || Share.ALL.equals(unit.exposure().percent()));
    return complete
        ? Optional.empty()
        : Optional.of("unit " + name + " to complete: next does not serve all of it");
  }

  private record Configured(List<Unit> units, SequencedMap<String, UnitRollout> rollouts) {}
}
