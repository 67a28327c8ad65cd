package dev.crossfade.seo.fetch;

import dev.crossfade.seo.url.WebUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * What is remembered of each host: a bounded number of them, those that were asked last. Redirects
 * may lead to any number of hosts.
 */
final class Hosts {
  private static final int MOST = 4_096;

  private final FetchSettings settings;
  private final Waiting time;
  private final Map<String, Host> byName =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Host> eldest) {
          return size() > MOST;
        }
      };

  Hosts(FetchSettings settings, Waiting time) {
    this.settings = settings;
    this.time = time;
  }

  /** One host. */
  record Host(Pace pace, Semaphore atOnce) {}

  synchronized Host of(WebUrl url) {
    return byName.computeIfAbsent(
        url.host() + ":" + url.port(),
        _ ->
            new Host(
                new Pace(time, settings.perSecond()), new Semaphore(settings.concurrency(), true)));
  }
}
