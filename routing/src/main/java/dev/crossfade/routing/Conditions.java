package dev.crossfade.routing;

import dev.crossfade.cohorts.Parameters;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.model.Match;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code match} of the configuration asks beside host and path, ready to be asked: all that
 * is written must hold. Arrays, since a list makes an iterator each time it is asked.
 */
final class Conditions {
  private static final String ANY = "*";

  private final List<String> methods;
  private final List<String> protocols;
  private final Wanted[] headers;
  private final Wanted[] queries;
  private final Wanted[] cookies;

  /** A name that must be there, and what it must say. */
  private record Wanted(String name, String value) {
    static Wanted[] of(Map<String, String> all) {
      return all.entrySet().stream()
          .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
          .toArray(Wanted[]::new);
    }
  }

  private Conditions(Match match) {
    methods = match.method();
    protocols = match.protocol();
    headers = Wanted.of(match.header());
    queries = Wanted.of(match.query());
    cookies = Wanted.of(match.cookie());
  }

  static Conditions of(Match match) {
    return new Conditions(match);
  }

  boolean hold(RequestHead head) {
    return (methods.isEmpty() || methods.contains(head.method()))
        && (protocols.isEmpty() || protocols.contains(head.secure() ? "https" : "http"))
        && matchesHeaders(head)
        && matchesQuery(head)
        && matchesCookies(head);
  }

  /** The first thing that does not hold, in words; null: all of them do. */
  RequestMatcher.@Nullable Obstacle obstacle(RequestHead head) {
    if (!methods.isEmpty() && !methods.contains(head.method())) {
      return new RequestMatcher.Obstacle(
          "method",
          "method " + head.method() + " (expected: " + String.join(" or ", methods) + ")");
    }
    String protocol = head.secure() ? "https" : "http";
    if (!protocols.isEmpty() && !protocols.contains(protocol)) {
      return new RequestMatcher.Obstacle(
          "protocol", protocol + " (expected: " + String.join(" or ", protocols) + ")");
    }
    RequestMatcher.Obstacle inHeaders = obstacle("header", headers, head::header);
    if (inHeaders != null) {
      return inHeaders;
    }
    RequestMatcher.Obstacle inQuery =
        obstacle("query", queries, name -> Parameters.value(head.query(), name));
    return inQuery != null ? inQuery : obstacle("cookie", cookies, head::cookie);
  }

  /** Somebody's value of a name. */
  @FunctionalInterface
  private interface Source {
    @Nullable String value(String name);
  }

  private static RequestMatcher.@Nullable Obstacle obstacle(
      String key, Wanted[] all, Source source) {
    for (Wanted wanted : all) {
      String found = source.value(wanted.name());
      if (!isWanted(found, wanted.value())) {
        String expected = wanted.value().equals(ANY) ? "any value" : wanted.value();
        return new RequestMatcher.Obstacle(
            key + "." + wanted.name(),
            key
                + " "
                + wanted.name()
                + (found == null ? " is not there" : " has another value")
                + " (expected: "
                + expected
                + ")");
      }
    }
    return null;
  }

  private boolean matchesHeaders(RequestHead head) {
    for (Wanted wanted : headers) {
      if (!isWanted(head.header(wanted.name()), wanted.value())) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesCookies(RequestHead head) {
    for (Wanted wanted : cookies) {
      if (!isWanted(head.cookie(wanted.name()), wanted.value())) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesQuery(RequestHead head) {
    for (Wanted wanted : queries) {
      if (!isWanted(Parameters.value(head.query(), wanted.name()), wanted.value())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWanted(@Nullable String found, String wanted) {
    return found != null && (wanted.equals(ANY) || wanted.equals(found));
  }
}
