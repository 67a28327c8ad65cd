package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.model.Match;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One {@code match} of the configuration, ready to be asked: all that is written must hold. */
final class RequestMatcher {
  private final String[] hosts;
  private final PathMatcher[] paths;
  private final Conditions conditions;

  private RequestMatcher(Match match) {
    hosts = match.host().stream().map(host -> host.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    paths = match.path().stream().map(PathMatcher::of).toArray(PathMatcher[]::new);
    conditions = Conditions.of(match);
  }

  static RequestMatcher of(Match match) {
    return new RequestMatcher(match);
  }

  static RequestMatcher[] of(List<Match> matches) {
    return matches.stream().map(RequestMatcher::of).toArray(RequestMatcher[]::new);
  }

  /** Whether one of several holds. */
  static boolean any(RequestMatcher[] matchers, RequestHead head) {
    for (RequestMatcher matcher : matchers) {
      if (matcher.matches(head)) {
        return true;
      }
    }
    return false;
  }

  boolean matches(RequestHead head) {
    return (paths.length == 0 || matchesPath(head.path()))
        && (hosts.length == 0 || matchesHost(head.host()))
        && conditions.hold(head);
  }

  /**
   * What a request would have to be, to match as its path does.
   *
   * @param key of the match, that asks for it
   */
  record Obstacle(String key, String text) {}

  /** Null: it matches, or its path does not. */
  @Nullable Obstacle obstacle(RequestHead head) {
    if (paths.length > 0 && !matchesPath(head.path())) {
      return null;
    }
    if (hosts.length > 0 && !matchesHost(head.host())) {
      return new Obstacle(
          "host", "host " + head.host() + " (expected: " + String.join(" or ", hosts) + ")");
    }
    return conditions.obstacle(head);
  }

  private boolean matchesPath(String path) {
    for (PathMatcher matcher : paths) {
      if (matcher.matches(path)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesHost(String host) {
    for (String pattern : hosts) {
      boolean wild = pattern.startsWith("*.");
      if (wild
          ? host.length() > pattern.length() - 1 && host.endsWith(pattern.substring(1))
          : host.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
