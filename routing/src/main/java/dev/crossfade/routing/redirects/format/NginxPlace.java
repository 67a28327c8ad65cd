package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.util.List;

/**
 * The paths that a server or a location of nginx takes.
 *
 * @param text a path or a regular expression, as kind says
 */
record NginxPlace(Kind kind, String text) {
  static final NginxPlace EVERYWHERE = new NginxPlace(Kind.START, "/");

  /** How a path is compared. */
  enum Kind {
    EXACT,
    START,
    PATTERN
  }

  /** {@code location = /old}. */
  static NginxPlace of(List<String> words) throws Refusal {
    String modifier = words.size() == 3 ? words.get(1) : "";
    String text = words.getLast();
    NginxPlace place =
        switch (modifier) {
          case "=" -> new NginxPlace(Kind.EXACT, text);
          case "", "^~" -> new NginxPlace(Kind.START, text);
          case "~" -> new NginxPlace(Kind.PATTERN, text);
          case "~*" -> new NginxPlace(Kind.PATTERN, "(?i)" + text);
          default -> new NginxPlace(Kind.START, "");
        };
    if (place.kind != Kind.PATTERN && !text.startsWith("/") && !text.startsWith("@")) {
      throw new Refusal("location " + Excerpt.of(text) + " (expected: a path)");
    }
    return place;
  }

  /** A regular expression for all of it. */
  String regex() throws Refusal {
    return switch (kind) {
      case EXACT -> "^" + quotedPath() + "$";
      case START -> "^" + quotedPath();
      case PATTERN -> text;
    };
  }

  /** Whether what an expression finds is within this place, as far as one can see. */
  boolean contains(String regex) throws Refusal {
    return switch (kind) {
      case EXACT -> regex.equals(regex());
      case START -> text.equals("/") || regex.startsWith(regex()) || regex.startsWith("^" + text);
      case PATTERN -> false;
    };
  }

  private String quotedPath() throws Refusal {
    return Patterns.quoted(Address.source(text).path());
  }
}
