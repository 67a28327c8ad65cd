package dev.crossfade.seo.robots;

/**
 * What a site's robots.txt comes to, by how it was answered (RFC 9309 §2.3.1): rules, a site that
 * is open to all, or one that is closed to all.
 */
public sealed interface Robots {
  /** Whoever is led on more often has no file (RFC 9309 §2.3.1.2). */
  int MOST_REDIRECTS = 5;

  Ruling ruling(String agent, String target);

  /** There is a file. */
  record Ruled(RobotsFile file) implements Robots {
    @Override
    public Ruling ruling(String agent, String target) {
      return file.ruling(agent, target);
    }
  }

  /** There is none, so that nothing is forbidden. */
  record Open(String reason) implements Robots {
    @Override
    public Ruling ruling(String agent, String target) {
      return new Ruling(true, new Ruling.ByAnswer(reason));
    }
  }

  /** It cannot be had, so that crawlers stay away until it can. */
  record Closed(String reason) implements Robots {
    @Override
    public Ruling ruling(String agent, String target) {
      return new Ruling(false, new Ruling.ByAnswer(reason));
    }
  }

  /** What an answer comes to, redirects followed. */
  static Robots answered(int status, byte[] body) {
    if (status >= 200 && status < 300) {
      return new Ruled(RobotsFile.parse(body));
    }
    String reason = "robots.txt answers " + status;
    boolean failing = status == 429 || status >= 500;
    return failing ? new Closed(reason) : new Open(reason);
  }

  /** Redirects lead nowhere, in a circle, or on after the last that is followed: a 404. */
  static Robots astray(String reason) {
    return new Open("robots.txt " + reason);
  }

  /** Nobody answered: as if the server had failed. */
  static Robots unreachable(String message) {
    return new Closed("robots.txt cannot be had: " + message);
  }
}
