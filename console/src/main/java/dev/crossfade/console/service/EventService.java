package dev.crossfade.console.service;

import java.util.List;

/**
 * Tells what happens, as it happens. The newest events are kept, so that who was away for a moment
 * misses none. Thread-safe; nothing here waits.
 */
public interface EventService {
  /** The place behind the newest event: what follows it is yet to happen. */
  String latestEvent();

  /**
   * What happened since.
   *
   * @param place of an event or of an answer before; one that nobody knows has missed something
   * @param most how many events to tell at once
   */
  Since eventsSince(String place, int most);

  /** The last events, newest first; those of the process before are gone. */
  List<Event> newestEvents(int most);

  /**
   * Has something run each time that something happened, on whatever thread that was.
   *
   * @param onNews returns at once; one that throws is told no more
   */
  Watch watchEvents(Runnable onNews);

  /** Something that is told of events until it is closed. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Something that happened.
   *
   * @param id its place, which no event of another process has
   */
  record Event(String id, News news) {}

  /**
   * Events in their order.
   *
   * @param place where to go on
   * @param missed whether there were others that are not known any more: whoever goes by events has
   *     to look at everything anew
   */
  record Since(List<Event> events, String place, boolean missed) {
    public Since {
      events = List.copyOf(events);
    }
  }
}
