package dev.crossfade.seo.audit.redirects;

import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The way from a source to its end.
 *
 * @param stops the source first, what answered last at the end
 */
record Trip(List<Landing> stops, End end) {
  /** Search engines follow so many. */
  static final int MOST_HOPS = 10;

  Trip {
    stops = List.copyOf(stops);
  }

  /** Why it ends. */
  enum End {
    ARRIVED,
    CIRCLE,
    TOO_FAR,
    NOWHERE,
    FAILED
  }

  /** Asks for one page. */
  @FunctionalInterface
  interface Asking {
    Landing ask(WebUrl url) throws InterruptedException;
  }

  static Trip from(Landing first, Asking asking) throws InterruptedException {
    List<Landing> stops = new ArrayList<>();
    Set<WebUrl> been = new HashSet<>();
    Landing at = first;
    while (true) {
      stops.add(at);
      been.add(at.url());
      if (at.status() == 0) {
        return new Trip(stops, End.FAILED);
      }
      if (!at.redirects()) {
        return new Trip(stops, End.ARRIVED);
      }
      WebUrl next = at.location();
      if (next == null) {
        return new Trip(stops, End.NOWHERE);
      }
      if (been.contains(next)) {
        return new Trip(stops, End.CIRCLE);
      }
      if (stops.size() > MOST_HOPS) {
        return new Trip(stops, End.TOO_FAR);
      }
      at = asking.ask(next);
    }
  }

  Landing source() {
    return stops.getFirst();
  }

  Landing last() {
    return stops.getLast();
  }

  int hops() {
    return stops.size() - 1;
  }

  /** {@code https://a.example/x 301 → https://a.example/y 200}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Landing stop : stops) {
      text.append(text.isEmpty() ? "" : " → ").append(stop.url()).append(' ').append(stop.said());
    }
    Landing last = last();
    return last.redirects() ? text + " → " + last.written() : text.toString();
  }
}
