package dev.crossfade.seo.live;

import java.util.List;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** CSS selectors as an operator writes them. */
final class Selectors {
  private Selectors() {}

  /** Why this is none; null: it is one. */
  static @Nullable String problem(String selector) {
    try {
      Selector.evaluatorOf(selector);
      return null;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Those that are: one that is mistyped must not be the end of all that is compared. */
  static List<String> readable(List<String> selectors) {
    return selectors.stream().filter(selector -> problem(selector) == null).toList();
  }
}
