package dev.crossfade.cohorts;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cohort's visitors have in common, so that of a thousand cohorts only those are asked that
 * may hold: one text of the request that is one of a few values.
 *
 * @param name of the header, cookie or parameter; empty for the country
 */
public record Clue(Kind kind, String name, Set<String> values) {
  public Clue {
    values = Set.copyOf(values);
  }

  /** The visitor's text of this kind and name; null: there is none. */
  public @Nullable String of(Visitor visitor) {
    return switch (kind) {
      case HEADER -> visitor.head().header(name);
      case COOKIE -> visitor.head().cookie(name);
      case QUERY -> Parameters.value(visitor.head().query(), name);
      case COUNTRY -> visitor.country();
    };
  }

  /** Where the text is. */
  public enum Kind {
    HEADER,
    COOKIE,
    QUERY,
    COUNTRY
  }
}
