package dev.crossfade.deploy.events;

import dev.crossfade.console.service.EventService;
import dev.crossfade.console.service.News;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest thousand events, numbered. Places carry the name of the process, so that one of the
 * process before is not taken for one of this. Thread-safe.
 */
public final class EventRing implements EventService {
  private static final Logger log = LoggerFactory.getLogger(EventRing.class);
  private static final int USUAL = 1_000;

  private final String process;
  private final @Nullable Event[] kept; // guarded by this
  private final List<Runnable> watching = new CopyOnWriteArrayList<>();
  private long last; // guarded by this; 0: nothing happened yet

  /**
   * Without events yet.
   *
   * @param process a name that no other process has had
   */
  public EventRing(String process) {
    this(process, USUAL);
  }

  EventRing(String process, int most) {
    this.process = process;
    this.kept = new @Nullable Event[most];
  }

  /** Tells what has just happened. */
  public void tell(News news) {
    synchronized (this) {
      last++;
      kept[(int) (last % kept.length)] = new Event(place(last), news);
    }
    watching.forEach(this::wake);
  }

  private void wake(Runnable watch) {
    try {
      watch.run();
    } catch (RuntimeException e) { // its thread is gone, as when the admin port was closed
      watching.remove(watch);
      log.atDebug().setCause(e).log("somebody is told no more");
    }
  }

  private String place(long number) {
    return process + "-" + number;
  }

  @Override
  public synchronized String latestEvent() {
    return place(last);
  }

  @Override
  public synchronized Since eventsSince(String place, int most) {
    long after = number(place);
    if (after < 0 || after > last || last - after > kept.length) {
      return new Since(List.of(), place(last), true);
    }
    List<Event> events = new ArrayList<>();
    long end = Math.min(last, after + most);
    for (long number = after + 1; number <= end; number++) {
      Event event = kept[(int) (number % kept.length)];
      if (event != null) {
        events.add(event);
      }
    }
    return new Since(events, place(end), false);
  }

  @Override
  public synchronized List<Event> newestEvents(int most) {
    List<Event> events = new ArrayList<>();
    long first = Math.max(1, last - Math.min(most, kept.length) + 1);
    for (long number = last; number >= first; number--) {
      Event event = kept[(int) (number % kept.length)];
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  /** Negative: it is no place of this process. */
  private long number(String place) {
    String digits = place.startsWith(process + "-") ? place.substring(process.length() + 1) : "";
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  @Override
  public Watch watchEvents(Runnable onNews) {
    watching.add(onNews);
    return () -> watching.remove(onNews);
  }

  /** How many watch. */
  int watching() {
    return watching.size();
  }
}
