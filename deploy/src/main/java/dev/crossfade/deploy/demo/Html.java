package dev.crossfade.deploy.demo;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Markup that is safe to send. Text becomes part of it only through {@link #of}, which escapes it:
 * there is no way to forget.
 */
record Html(String markup) {
  static final Html EMPTY = new Html("");

  private static final String SLOT = "{}";

  /**
   * Fills the slots {@code {}} of a template in order. Values that are {@link Html} go in as they
   * are, all others as escaped text, good in content and in quoted attributes alike.
   *
   * @param template written by us: nothing in it is escaped
   */
  static Html of(String template, Object... values) {
    StringBuilder out = new StringBuilder(template.length() + 64);
    int at = 0;
    for (Object value : values) {
      int slot = template.indexOf(SLOT, at);
      if (slot < 0) {
        throw new IllegalArgumentException("more values than slots: " + template);
      }
      out.append(template, at, slot);
      if (value instanceof Html html) {
        out.append(html.markup());
      } else {
        escape(value.toString(), out);
      }
      at = slot + SLOT.length();
    }
    if (template.indexOf(SLOT, at) >= 0) {
      throw new IllegalArgumentException("more slots than values: " + template);
    }
    return new Html(out.append(template, at, template.length()).toString());
  }

  static <T> Html each(Collection<T> items, Function<T, Html> draw) {
    return new Html(
        items.stream().map(item -> draw.apply(item).markup()).collect(Collectors.joining()));
  }

  /** This markup, or none of it. */
  Html when(boolean condition) {
    return condition ? this : EMPTY;
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
