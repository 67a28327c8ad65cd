package dev.crossfade.seo.audit.redirects;

import dev.crossfade.seo.audit.robots.LiveRobots;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.Ruling;
import dev.crossfade.seo.url.WebUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the robots.txt of sites says to Google; each is asked for once. Thread-safe. */
final class Allowed implements Landings.Crawling {
  private static final String GOOGLE = "Googlebot";
  private static final int SITES = 100;

  private final Fetching fetching;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Robots> bySite =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Robots> eldest) {
          return size() > SITES;
        }
      };

  Allowed(Fetching fetching) {
    this.fetching = fetching;
  }

  @Override
  public @Nullable String blocks(WebUrl url) throws InterruptedException {
    Ruling ruling = robots(url).ruling(GOOGLE, url.target());
    return ruling.allowed() ? null : "is " + ruling;
  }

  /** Others wait meanwhile: they are likely to want the same one. */
  private Robots robots(WebUrl url) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Robots known = bySite.get(url.origin());
      if (known == null) {
        known = LiveRobots.ask(fetching, LiveRobots.of(url));
        bySite.put(url.origin(), known);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}
