package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * What a request means for one pin.
 *
 * @param ticket the promise that holds from now on; null: none does
 * @param refused what became of the promise that the visitor brought; {@link Event#KEPT}: it holds,
 *     or there was none
 * @param mayEnd whether the answer can complete it
 */
public record Pinned(
    PinRules pin,
    @Nullable PinTicket ticket,
    Event event,
    Event refused,
    boolean mayEnd,
    long now) {
  /** What happens to checkouts; the word is what counters say. */
  public enum Event {
    /** Goes on. */
    KEPT("kept"),
    /** Goes on, and the cookie says that the visitor was here. */
    REFRESHED("refreshed"),
    STARTED("started"),
    /** Reached its end. */
    COMPLETED("completed"),
    /** Ran out without reaching its end. */
    ABANDONED("abandoned"),
    /** Its backend was down, and its policy is to go to the other. */
    MOVED("moved"),
    /** Its backend is down, and its policy is to wait. */
    HELD("held"),
    /** A rollback let go of it. */
    EVICTED("evicted"),
    /** The cookie was not signed by us. */
    FORGED("forged"),
    /** Signed by us, for something that is not there. */
    FOREIGN("foreign"),
    /** Its time was over. */
    EXPIRED("expired");

    private final String word;

    Event(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Whether the answer must set the cookie. */
  public boolean isWritten() {
    return ticket != null && event != Event.KEPT;
  }

  /** Whether an answer of this status completes it. */
  public boolean isCompletedBy(RequestHead head, int status) {
    return mayEnd && ticket != null && pin.endsWith(head, status);
  }

  /** The cookie's value, signed. */
  public String cookieValue() {
    if (ticket == null) {
      throw new IllegalStateException(pin.name() + ": nothing is pinned");
    }
    return pin.signed(ticket);
  }

  /** For how many seconds the browser keeps the cookie. */
  public long cookieSeconds() {
    return ticket == null ? 0 : pin.left(ticket, now);
  }
}
