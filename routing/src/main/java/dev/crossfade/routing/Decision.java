package dev.crossfade.routing;

import org.jspecify.annotations.Nullable;

/** What is done with a request, and why. */
public sealed interface Decision {
  /** Why it was decided so; the word is what logs and headers say. */
  enum Reason {
    /** The visitor's bucket against the unit's exposure. */
    BUCKET("bucket"),
    /** The unit sends everything to one backend. */
    SEND("send"),
    /** No unit matched. */
    DEFAULT("default");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Which group of a unit's visitors a request counts for. */
  enum Arm {
    LEGACY("legacy"),
    NEXT("next"),
    /** Sent by a rule: in neither group. */
    NONE("none");

    private final String word;

    Arm(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Where requests go, and for whom they count. There is one for each way through the
   * configuration, so it can stand for that way in counters.
   *
   * @param unit null: none matched
   */
  record Route(@Nullable String unit, String backend, Arm arm, Reason reason) {}

  /**
   * A backend answers.
   *
   * @param bucket −1: it was not asked for
   */
  record Serve(Route route, int bucket) implements Decision {
    public @Nullable String unit() {
      return route.unit();
    }

    public String backend() {
      return route.backend();
    }

    public Arm arm() {
      return route.arm();
    }

    public Reason reason() {
      return route.reason();
    }
  }
}
