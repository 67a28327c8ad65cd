package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect.Policy;

/** What many entries have in common, so that each of them only carries a number. */
record Kind(Policy policy, String file, int status, Scope.Way way, Shape shape) {
  static final int FOLDED = 1;
  static final int WITHOUT_SLASH = 2;
  static final int FORMS = 4;

  /** How the source is asked for. */
  enum Shape {
    EXACT,
    PREFIX,
    PATTERN
  }

  /** How paths are compared: a bit for each liberty. */
  static int form(Policy policy) {
    return (policy.caseSensitive() ? 0 : FOLDED)
        | switch (policy.trailingSlash()) {
          case EXACT -> 0;
          case IGNORE -> WITHOUT_SLASH;
        };
  }

  int form() {
    return form(policy);
  }

  /** What the path is in a form, without its last slash perhaps; the same text where it is. */
  static String folded(String path, int form) {
    return (form & FOLDED) == 0 ? path : Normal.lower(path);
  }

  /** Where a path ends in a form. The root keeps its slash. */
  static int end(String path, int form) {
    boolean cut = (form & WITHOUT_SLASH) != 0 && path.length() > 1 && path.endsWith("/");
    return cut ? path.length() - 1 : path.length();
  }

  /** Whether a prefix or a pattern takes what has a query or has none. */
  boolean asks(boolean query) {
    return switch (policy.query()) {
      case EXACT -> !query;
      case PRESERVE, DROP -> true;
    };
  }

  Kind withStatus(int other) {
    return new Kind(policy, file, other, way, shape);
  }

  /**
   * Whether whoever is sent on by this one will surely be sent on by the other. One that may be
   * reversed is not for those who were just sent back.
   */
  boolean leadsThrough(Kind next) {
    return !policy.reverse() && policy.equals(next.policy);
  }
}
