package dev.crossfade.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with a request, and why. */
public sealed interface Decision {
  /** Where the request goes, or would go. */
  Route route();

  /** The visitor's bucket in the unit; −1: it was not asked for. */
  default int bucket() {
    return Serve.NO_BUCKET;
  }

  /** What the request means for the pins of the configuration. */
  default List<Pinned> pins() {
    return List.of();
  }

  /** Why it was decided so; the word is what logs and headers say. */
  enum Reason {
    /** A checkout stays where it began. */
    PIN("pin"),
    /** An operator's signed preview. */
    PREVIEW("preview"),
    /** A rule of the unit sends a cohort. */
    RULE("rule"),
    /** A crawler: one storefront a URL. */
    CRAWLER("crawler"),
    /** The page's template is kept from next. */
    GUARD("guard"),
    /** A part of a page comes from where the page came from. */
    PAGE("page"),
    /** The visitor's bucket against the unit's exposure. */
    BUCKET("bucket"),
    /** The unit sends everything to one backend. */
    SEND("send"),
    /** No unit matched. */
    DEFAULT("default"),
    /** The storefront that was asked first had no good answer. */
    FALLBACK("fallback");

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

    static Arm of(String word) {
      for (Arm arm : values()) {
        if (arm.word.equals(word)) {
          return arm;
        }
      }
      throw new IllegalArgumentException("arm: " + word + " (expected: legacy, next or none)");
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
   * @param varies whether another visitor may get another storefront's answer, so that no shared
   *     cache may keep this one
   */
  record Serve(Route route, int bucket, boolean varies, List<Pinned> pins) implements Decision {
    static final int NO_BUCKET = -1;

    public Serve {
      pins = List.copyOf(pins);
    }

    static Serve of(Route route, int bucket, boolean varies) {
      return new Serve(route, bucket, varies, List.of());
    }

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

    Serve with(List<Pinned> more) {
      return new Serve(route, bucket, varies, more);
    }
  }

  /**
   * The page is somewhere else.
   *
   * @param entry of the redirect map
   * @param varies whether another visitor may get another answer
   */
  record Redirect(Route route, int entry, int status, String location, boolean varies)
      implements Decision {}

  /**
   * The page is no more, and has no successor.
   *
   * @param entry of the redirect map
   */
  record Gone(Route route, int entry, boolean varies) implements Decision {}

  /** The backend of a checkout is down, and the checkout waits for it. */
  record Hold(Route route, List<Pinned> pins) implements Decision {
    public Hold {
      pins = List.copyOf(pins);
    }
  }
}
