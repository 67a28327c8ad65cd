package dev.crossfade.proxy;

import java.time.Duration;

/**
 * Whether an event loop has more than it can do, by how it fares from one sample to the next.
 *
 * <pre>
 *   Calm ── late ──► Suspect ── late for {@link #PATIENCE} ──► Overloaded ── eased ──► Recovering
 *    ▲ ▲               │                                         ▲  ▲                    │  │
 *    │ └──── not late ─┘            memory short (from any) ─────┘  └── late or steady ──┘  │
 *    └──────────────────────── eased for {@link #REST} ────────────────────────────────────┘
 * </pre>
 *
 * One pause of the garbage collector is a single late sample. Pure: the clock is the caller's. One
 * thread at a time.
 */
final class Overload {
  /** Late for so long in a row is no accident. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** What was eased for so long stays so. */
  static final Duration REST = Duration.ofSeconds(2);

  /** How a loop fares. */
  enum Sample {
    /** Everything is done in good time. */
    EASED,
    /** It is neither. */
    STEADY,
    /** Everything waits too long. */
    LATE,
    /** The next buffer might not be had: there is no time to wait and see. */
    MEMORY_SHORT
  }

  private sealed interface State {
    record Calm() implements State {}

    record Suspect(long since) implements State {}

    record Overloaded() implements State {}

    record Recovering(long since) implements State {}
  }

  private static final State CALM = new State.Calm();
  private static final State OVERLOADED = new State.Overloaded();

  private State state = CALM;

  /** How late makes a sample; half of that and it is eased. */
  static Sample sample(long lagNanos, long limitNanos, boolean memoryShort) {
    if (memoryShort) {
      return Sample.MEMORY_SHORT;
    }
    if (lagNanos >= limitNanos) {
      return Sample.LATE;
    }
    return lagNanos < limitNanos / 2 ? Sample.EASED : Sample.STEADY;
  }

  /**
   * @param now by {@link System#nanoTime}
   */
  void on(Sample sample, long now) {
    state =
        switch (state) {
          case State.Calm calm ->
              switch (sample) {
                case EASED, STEADY -> calm;
                case LATE -> new State.Suspect(now);
                case MEMORY_SHORT -> OVERLOADED;
              };
          case State.Suspect suspect ->
              switch (sample) {
                case EASED, STEADY -> CALM;
                case LATE -> now - suspect.since() < PATIENCE.toNanos() ? suspect : OVERLOADED;
                case MEMORY_SHORT -> OVERLOADED;
              };
          case State.Overloaded overloaded ->
              sample == Sample.EASED ? new State.Recovering(now) : overloaded;
          case State.Recovering recovering ->
              switch (sample) {
                case EASED -> now - recovering.since() < REST.toNanos() ? recovering : CALM;
                case STEADY, LATE, MEMORY_SHORT -> OVERLOADED;
              };
        };
  }

  /** Whether new connections are turned away. */
  boolean isOn() {
    return switch (state) {
      case State.Calm _, State.Suspect _ -> false;
      case State.Overloaded _, State.Recovering _ -> true;
    };
  }
}
