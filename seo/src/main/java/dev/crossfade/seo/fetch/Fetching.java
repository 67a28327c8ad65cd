package dev.crossfade.seo.fetch;

import dev.crossfade.seo.url.WebUrl;
import java.util.List;

/** Asks for pages. Thread-safe; a call takes as long as its answer does. */
public interface Fetching {
  /** One request; redirects are answers. */
  Fetched get(WebUrl url) throws InterruptedException;

  /** Goes where redirects lead, at most {@code mostHops}; a circle ends where it closes. */
  default Journey follow(WebUrl url, int mostHops) throws InterruptedException {
    return Journey.begin(this, url, mostHops);
  }

  /**
   * A way through redirects.
   *
   * @param steps what was asked and answered, the first first, the last one last; never empty
   */
  record Journey(List<Fetched> steps, End end) {
    public Journey {
      steps = List.copyOf(steps);
    }

    /** Why it ends. */
    public enum End {
      /** Something that leads nowhere else answered. */
      ARRIVED,
      /** A redirect leads to where the journey has been. */
      CIRCLE,
      /** There were more hops than were allowed. */
      TOO_FAR,
      /** A redirect leads to nothing that can be asked for. */
      NOWHERE,
      /** There was no answer. */
      FAILED
    }

    static Journey begin(Fetching fetching, WebUrl url, int mostHops) throws InterruptedException {
      return Travel.from(fetching, url, mostHops);
    }

    public Fetched last() {
      return steps.getLast();
    }

    /** How many redirects were followed. */
    public int hops() {
      return steps.size() - 1;
    }
  }
}
