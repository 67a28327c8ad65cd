package dev.crossfade.routing.redirects.format;

import java.util.ArrayList;
import java.util.List;

/** The words of a directive, as Apache takes a line apart. */
final class ApacheWords {
  private ApacheWords() {}

  /** Empty: a comment, or nothing. */
  static List<String> of(String line) throws Refusal {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '#' && words.isEmpty()) {
        return words;
      } else {
        at = word(line, at, words);
      }
    }
    return words;
  }

  private static int word(String line, int from, List<String> words) throws Refusal {
    char quote = line.charAt(from);
    boolean quoted = quote == '"' || quote == '\'';
    StringBuilder word = new StringBuilder();
    int at = quoted ? from + 1 : from;
    while (at < line.length() && !ends(line.charAt(at), quoted, quote)) {
      char c = line.charAt(at);
      char next = at + 1 < line.length() ? line.charAt(at + 1) : 0;
      boolean escapes = quoted && c == '\\' && (next == '\\' || next == quote);
      word.append(escapes ? next : c);
      at += escapes ? 2 : 1;
    }
    if (quoted && at >= line.length()) {
      throw new Refusal("a quote that is not closed (expected: its end on the same line)");
    }
    words.add(word.toString());
    return quoted ? at + 1 : at;
  }

  private static boolean ends(char c, boolean quoted, char quote) {
    return quoted ? c == quote : c == ' ' || c == '\t';
  }

  /**
   * A target whose {@code \$} is a character.
   *
   * @param ofPattern a $ before a digit is written so that it is none of a group
   */
  static String substitution(String target, boolean ofPattern) {
    StringBuilder out = new StringBuilder(target.length());
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '\\' && i + 1 < target.length()) {
        char next = target.charAt(++i);
        boolean isGroup = next == '$' && ofPattern && isDigit(target, i + 1);
        out.append(isGroup ? "%24" : String.valueOf(next));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Whether something that was matched stands in a target. */
  static boolean hasGroups(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) == '$' && isDigit(target, i + 1)) {
        return true;
      }
      i += target.charAt(i) == '\\' ? 1 : 0;
    }
    return false;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
