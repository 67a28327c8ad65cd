package dev.crossfade.seo.audit.robots;

import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.url.WebUrl;

/** What a site's robots.txt comes to right now. */
public final class LiveRobots {
  private LiveRobots() {}

  /**
   * Asks for it, and where it redirects to.
   *
   * @param file its address; a site's own is at {@code /robots.txt}
   */
  public static Robots ask(Fetching fetching, WebUrl file) throws InterruptedException {
    Fetching.Journey journey = fetching.follow(file, Robots.MOST_REDIRECTS);
    Fetched last = journey.last();
    return switch (journey.end()) {
      case ARRIVED, FAILED ->
          switch (last) {
            case Answered(var answer) -> Robots.answered(answer.status(), answer.body());
            case Failed failed -> Robots.unreachable(failed.message());
          };
      case CIRCLE -> Robots.astray("redirects in a circle");
      case TOO_FAR -> Robots.astray("redirects on after " + Robots.MOST_REDIRECTS + " redirects");
      case NOWHERE -> Robots.astray("redirects to nothing that can be asked for");
    };
  }

  /** Where a site's file is. */
  public static WebUrl of(WebUrl site) {
    return new WebUrl(site.scheme(), site.host(), site.port(), "/robots.txt", null);
  }
}
