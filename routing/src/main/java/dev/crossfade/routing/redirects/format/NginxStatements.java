package dev.crossfade.routing.redirects.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of an nginx configuration, as nginx itself takes them apart. */
final class NginxStatements {
  private static final int MOST_WORDS = 1000;

  private final Lines lines;
  private final Rules rules;
  private @Nullable String line = "";
  private int at;

  NginxStatements(Lines lines, Rules rules) {
    this.lines = lines;
    this.rules = rules;
  }

  /**
   * One statement, or the start or end of a block.
   *
   * @param end what it ended with: ; { or }
   */
  record Statement(List<String> words, char end, int line) {
    String name() {
      return words.isEmpty() ? "" : words.getFirst();
    }
  }

  /** Null: there are no more. What cannot be taken apart is a problem, and passed over. */
  @Nullable Statement next() throws IOException {
    List<String> words = new ArrayList<>();
    int begun = 0;
    while (true) {
      String text = skipToWord();
      if (text == null) {
        if (!words.isEmpty()) {
          rules.problem("the file ends in a statement (expected: ; or {)");
        }
        return null;
      }
      begun = words.isEmpty() ? rules.line() : begun;
      char c = text.charAt(at);
      if (c == ';' || c == '{' || c == '}') {
        at++;
        return new Statement(List.copyOf(words), c, begun);
      }
      try {
        words.add(word(text));
        if (words.size() > MOST_WORDS) {
          throw new Refusal("more than " + MOST_WORDS + " words (expected: ; or {)");
        }
      } catch (Refusal refusal) {
        rules.problem(refusal);
        words.clear();
        at = text.length();
      }
    }
  }

  /** The line that has a word where we are; null: the file is at its end. */
  private @Nullable String skipToWord() throws IOException {
    while (line != null) {
      String text = line;
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
      if (at < text.length() && text.charAt(at) != '#') {
        return text;
      }
      line = lines.next();
      at = 0;
    }
    return null;
  }

  private String word(String text) throws Refusal {
    char first = text.charAt(at);
    boolean quoted = first == '"' || first == '\'';
    int from = quoted ? at + 1 : at;
    int end = from;
    while (end < text.length() && !ends(text, end, quoted ? first : 0)) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (quoted && end >= text.length()) {
      throw new Refusal("a quote that is not closed (expected: its end on the same line)");
    }
    end = Math.min(end, text.length());
    at = quoted ? end + 1 : end;
    return unescaped(text, from, end);
  }

  /** A brace belongs to the word when it is that of a variable. */
  private static boolean ends(String text, int at, char quote) {
    char c = text.charAt(at);
    if (quote != 0) {
      return c == quote;
    }
    boolean isVariable = c == '{' && at > 0 && text.charAt(at - 1) == '$';
    return c <= ' ' || c == ';' || (c == '{' && !isVariable);
  }

  private static String unescaped(String text, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < to) {
        char next = text.charAt(++i);
        switch (next) {
          case '"', '\'', '\\' -> out.append(next);
          case 't' -> out.append('\t');
          case 'r' -> out.append('\r');
          case 'n' -> out.append('\n');
          default -> out.append(c).append(next);
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
