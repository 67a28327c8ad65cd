package dev.crossfade.seo.report;

import org.jspecify.annotations.Nullable;

/** A page in the making, which knows how large it is. Whatever text goes in comes out as text. */
final class Html {
  private final StringBuilder out = new StringBuilder();
  private long bytes;

  /** Markup, as it is. */
  Html raw(String markup) {
    out.append(markup);
    for (int i = 0; i < markup.length(); i++) {
      char c = markup.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3; // a pair of surrogates is 4, here 6
    }
    return this;
  }

  /** Text of one line, which may hold anything. */
  Html text(String text) {
    return raw(escape(Legible.line(text)));
  }

  /** Text of several lines, which may hold anything. */
  Html lines(String text) {
    return raw(escape(Legible.lines(text)));
  }

  Html number(long count) {
    return raw(Words.count(count));
  }

  Html add(Html part) {
    out.append(part.out);
    bytes += part.bytes;
    return this;
  }

  /** In UTF-8, at most. */
  long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String escape(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      String entity = entity(text.charAt(i));
      if (entity != null && safe == null) {
        safe = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (safe != null) {
        if (entity == null) {
          safe.append(text.charAt(i));
        } else {
          safe.append(entity);
        }
      }
    }
    return safe == null ? text : safe.toString();
  }

  private static @Nullable String entity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> null;
    };
  }
}
