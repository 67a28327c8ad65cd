package dev.crossfade.deploy.events;

import dev.crossfade.console.service.News;
import dev.crossfade.proxy.EndpointState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is thought of each endpoint, as it was looked at last: so that a look tells what is
 * different. Looking costs a request nothing, and an ejection lasts for seconds. One thread at a
 * time.
 */
public final class Standings {
  private Map<Key, Health> known = new HashMap<>();

  private record Key(String backend, String endpoint) {}

  private record Health(boolean healthy, boolean ejected) {
    static final Health GOOD = new Health(true, false);
  }

  /** What is different since the last look; endpoints that are new are taken for good ones. */
  public List<News> look(Map<String, List<EndpointState>> backends, Instant now) {
    Map<Key, Health> next = new HashMap<>();
    List<News> news = new ArrayList<>();
    backends.forEach(
        (backend, endpoints) -> {
          for (EndpointState endpoint : endpoints) {
            Key key = new Key(backend, endpoint.endpoint());
            Health health = new Health(endpoint.healthy(), endpoint.ejected());
            next.put(key, health);
            if (!health.equals(known.getOrDefault(key, Health.GOOD))) {
              news.add(
                  new News.Standing(
                      now, key.backend(), key.endpoint(), health.healthy(), health.ejected()));
            }
          }
        });
    known = next;
    return news;
  }
}
