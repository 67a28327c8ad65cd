package dev.crossfade.seo.fetch;

import dev.crossfade.seo.fetch.Fetching.Journey;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One journey through redirects, a hop at a time. */
final class Travel {
  private Travel() {}

  static Journey from(Fetching fetching, WebUrl start, int mostHops) throws InterruptedException {
    List<Fetched> steps = new ArrayList<>();
    Set<WebUrl> been = new HashSet<>();
    WebUrl at = start;
    while (true) {
      been.add(at);
      Fetched step = fetching.get(at);
      steps.add(step);
      if (!(step instanceof Fetched.Answered(var answer))) {
        return new Journey(steps, Journey.End.FAILED);
      }
      String location = answer.fields().first("location");
      if (answer.status() < 300 || answer.status() >= 400 || location == null) {
        return new Journey(steps, Journey.End.ARRIVED);
      }
      WebUrl next = at.resolve(location);
      if (next == null) {
        return new Journey(steps, Journey.End.NOWHERE);
      }
      if (been.contains(next)) {
        return new Journey(steps, Journey.End.CIRCLE);
      }
      if (steps.size() > mostHops) {
        return new Journey(steps, Journey.End.TOO_FAR);
      }
      at = next;
    }
  }
}
