package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Structured.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of structured data while it is read: its properties come bit by bit, and what it refers
 * to may stand further down.
 */
final class Thing {
  private static final int LONGEST_NAME = 200;

  final Syntax syntax;
  final List<String> types = new ArrayList<>();

  /** Each value is a String or a Thing. */
  final Map<String, List<Object>> properties = new LinkedHashMap<>();

  @Nullable String id;

  Thing(Syntax syntax) {
    this.syntax = syntax;
  }

  void add(String property, Object value) {
    properties.computeIfAbsent(property, _ -> new ArrayList<>()).add(value);
  }

  /** Whether it says nothing but what it is called: the rest stands elsewhere. */
  boolean isReference() {
    return id != null && properties.isEmpty();
  }

  /**
   * A type or property without its vocabulary: {@code Product} of {@code
   * https://schema.org/Product} and of {@code schema:Product}.
   */
  static String plain(String name) {
    String clean = Line.of(name, LONGEST_NAME);
    int end = clean.length();
    while (end > 0 && (clean.charAt(end - 1) == '/' || clean.charAt(end - 1) == '#')) {
      end--;
    }
    int from =
        Math.max(
            clean.lastIndexOf('/', end - 1),
            Math.max(clean.lastIndexOf('#', end - 1), clean.lastIndexOf(':', end - 1)));
    return clean.substring(from + 1, end);
  }
}
