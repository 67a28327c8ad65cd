package dev.crossfade.rollout;

import dev.crossfade.rollout.Decision.Move;
import dev.crossfade.rollout.journal.Unwritten;
import dev.crossfade.rollout.schedule.SteadyClock.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standing of a unit that is in effect, and its way into the journal and to the visitors. All
 * but {@link #standing}, {@link #atStage} and {@link #resumed} is guarded by the lock of its {@link
 * UnitRollout}.
 */
final class Course {
  private static final Logger log = LoggerFactory.getLogger(Course.class);

  /*
   * More exposure: decide, append, show. If the append fails nothing has changed. If another
   * writer came first, its step is read and shown, and the order is decided again on that.
   *
   * Less exposure, or a hold: decide, show, append. If the append fails the standing is in effect
   * without being durable, and `unwritten` is the order that made it: only orders that are as safe
   * are taken then, and each tick appends again. If another writer came first, the order is decided
   * again on its step, and never for more exposure than is shown; if there it is moot (the other
   * one went back too), its standing holds. What is unwritten is also kept in a file, so that it is in
   * effect after a restart too, unless somebody moved meanwhile.
   */

  private final String unit;
  private final UnitJournal journal;
  private final ExposureSink sink;
  private final Supplier<Moment> clock;
  private final List<News> news = new ArrayList<>();
  private final AtomicInteger resumed = new AtomicInteger();

  private volatile Standing standing;
  private @Nullable Step step;
  private final Optional<Unwritten> file;
  private @Nullable Order unwritten;
  private boolean kept;
  private @Nullable Step keptStep;
  private @Nullable String problem;
  private long problemAfter;
  private boolean unreadable;
  private @Nullable LiveExposure shown;
  private volatile Instant steadySince = Instant.EPOCH; // set before the standing

  Course(
      String unit,
      UnitJournal journal,
      Optional<Unwritten> file,
      ExposureSink sink,
      Supplier<Moment> clock) {
    this.unit = unit;
    this.journal = journal;
    this.file = file;
    this.sink = sink;
    this.clock = clock;
    this.standing = Standing.idle(unit);
  }

  Standing standing() {
    return standing;
  }

  @Nullable Step step() {
    return step;
  }

  @Nullable String problem() {
    return problem;
  }

  boolean isDurable() {
    return unwritten == null;
  }

  /** What happened since this was asked last; only the last of it can be without an entry. */
  List<Transition> drain() {
    List<Transition> happened = new ArrayList<>();
    for (int i = 0; i < news.size(); i++) {
      boolean durable = isDurable() || i < news.size() - 1;
      happened.add(news.get(i).step().toTransition(unit, news.get(i).here(), durable));
    }
    news.clear();
    return happened;
  }

  /**
   * How often somebody resumed it, here or at another gateway. Counted as soon as it is read: what
   * gates said before was known to whoever resumed, and must not hold it again.
   */
  int resumed() {
    return resumed.get();
  }

  /** How long a standing has been at its stage: ours by the steady clock, others by the wall. */
  Duration atStage(Standing other, Moment now) {
    if (other.since() == null) {
      return Duration.ZERO;
    }
    return Objects.equals(other.since(), standing.since())
        ? Duration.between(steadySince, now.steady())
        : now.atLeastSince(other.since());
  }

  /** Takes up what the journal has; nothing is announced, since it happened before. */
  void load(Function<Standing, Situation> situations) {
    journal.news().ifPresent(this::take);
    file.flatMap(journal::kept).ifPresent(before -> resume(before, situations));
    show();
  }

  /** Has a step in effect again that could not be written before the restart. */
  private void resume(Step before, Function<Standing, Situation> situations) {
    kept = true;
    Order order = Order.again(before);
    Situation situation = situations.apply(standing);
    switch (order.decide(situation)) {
      case Decision.No no -> {
        log.info("unit={} its unwritten {} is moot: {}", unit, order.kind().text(), no.reason());
        forget();
      }
      case Move move -> {
        take(toStep(order, move, situation));
        unwritten = order;
        problem = "it was not written before the restart";
        log.warn("unit={} its {} {}", unit, order.kind().text(), problem);
      }
    }
  }

  private void forget() {
    if (kept) {
      file.ifPresent(steps -> steps.forget(unit));
      kept = false;
    }
  }

  /** Takes what other writers have done, or appends what could not be; false: the journal fails. */
  boolean follow(Function<Standing, Situation> situations) {
    if (unwritten != null) {
      return settle(unwritten, situations);
    }
    try {
      Optional<Step> news = journal.news();
      news.ifPresent(theirs -> enter(theirs, false));
      if (unreadable || journal.last() > problemAfter) { // it answers again, or takes entries
        problem = null;
      }
      unreadable = false;
      return true;
    } catch (RuntimeException e) {
      failed(e);
      unreadable = true;
      return false;
    }
  }

  /** What came of an order. */
  sealed interface Carried {
    /** The standing is what it asked for. */
    record Out() implements Carried {}

    /** Nothing changed. */
    record Not(String reason) implements Carried {}

    /** Nothing changed: it was meant for another standing. */
    record Stale() implements Carried {}
  }

  /** Does what an order asks. */
  Carried carryOut(Order order, Function<Standing, Situation> situations) {
    boolean safe = order.kind().isSafe();
    if (!follow(situations) && !safe) {
      return new Carried.Not(noStep());
    }
    while (true) {
      Situation situation = situations.apply(standing);
      if (!order.condition().test(Viewing.of(situation, step, isDurable(), problem).version())) {
        return new Carried.Stale();
      }
      switch (order.decide(situation)) {
        case Decision.No no -> {
          return new Carried.Not(no.reason());
        }
        case Move move -> {
          Step next = toStep(order, move, situation);
          if (safe) {
            enter(next, true);
            settle(order, situations);
            return new Carried.Out();
          }
          if (append(next)) {
            enter(next, true);
            return new Carried.Out();
          }
          if (problem != null || !follow(situations)) {
            return new Carried.Not(noStep());
          }
        }
      }
    }
  }

  /** Tells the sink what is in effect, unless it knows. */
  void show() {
    LiveExposure wanted = standing.exposure();
    if (wanted.equals(shown)) {
      return;
    }
    try {
      sink.expose(unit, wanted);
      shown = wanted;
    } catch (RuntimeException e) {
      log.error("unit={} exposure={} was not taken: {}", unit, wanted, e.toString(), e);
    }
  }

  private boolean settle(Order order, Function<Standing, Situation> situations) {
    unwritten = order;
    try {
      while (!journal.append(Objects.requireNonNull(step, "step"))) {
        Optional<Step> news = journal.news();
        if (news.isPresent() && !againOn(news.get(), order, situations)) {
          break;
        }
      }
      unwritten = null;
      problem = null;
      forget();
      return true;
    } catch (RuntimeException e) {
      failed(e);
      keep();
      return false;
    }
  }

  /** Each tick comes here while the journal fails: the file is written once a step. */
  private void keep() {
    Step now = Objects.requireNonNull(step, "step");
    if (!now.equals(keptStep)) {
      file.ifPresent(steps -> journal.keep(steps, now));
      keptStep = now;
      kept = true;
    }
  }

  /** Decides a safe order again on the step of another writer; false: it is moot there. */
  private boolean againOn(Step theirs, Order order, Function<Standing, Situation> situations) {
    Situation situation = situations.apply(theirs.to());
    switch (order.decide(situation)) {
      case Decision.No _ -> {
        enter(theirs, false);
        return false;
      }
      case Move move -> {
        int most = order.kind() == Transition.Kind.HOLD ? 10_000 : standing.basisPoints();
        Move capped = new Move(move.kind(), move.to().atMost(most), move.overrode());
        take(toStep(order, capped, situation));
        show();
        return true;
      }
    }
  }

  private boolean append(Step next) {
    try {
      boolean first = journal.append(next);
      problem = null;
      return first;
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private void enter(Step next, boolean here) {
    if (next.kind() == Transition.Kind.RESUME) {
      resumed.incrementAndGet();
    }
    take(next);
    show();
    news.add(new News(next, here));
  }

  private void take(Step next) {
    Moment now = clock.get();
    Instant since = next.to().since();
    if (since != null && !since.equals(standing.since())) {
      steadySince = now.steady().minus(now.atLeastSince(since));
    }
    step = next;
    standing = next.to();
  }

  private static Step toStep(Order order, Move move, Situation on) {
    return new Step(
        move.kind(),
        on.phase(),
        on.standing().basisPoints(),
        new Note(order.actor(), on.now().wall(), order.reason()),
        move.overrode(),
        move.to());
  }

  private String noStep() {
    return (unwritten == null
            ? "no step is taken while the journal fails: "
            : "its last " + unwritten.kind().text() + " is in effect but not in the journal yet: ")
        + problem;
  }

  private void failed(RuntimeException e) {
    String now = Objects.requireNonNullElse(e.getMessage(), e.toString());
    if (!now.equals(problem)) {
      log.warn("unit={} the journal failed: {}", unit, now, e);
    }
    problem = now;
    problemAfter = journal.last();
  }

  /** A step that was taken, by this gateway or by another one. */
  private record News(Step step, boolean here) {}
}
