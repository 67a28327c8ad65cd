package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;

/**
 * Text that every match of a pattern has for sure, so that most patterns need not be run. In doubt
 * it says less: what it does not understand it takes for anything.
 *
 * @param start how every path begins that it finds; empty: anyhow
 * @param within what stands somewhere in every path that it finds; empty: anything
 */
record PatternLiterals(String start, String within) {
  private static final PatternLiterals NONE = new PatternLiterals("", "");

  static PatternLiterals of(Pattern pattern) {
    String text = pattern.pattern();
    boolean plain =
        (pattern.flags() & ~Pattern.DISABLE_UNICODE_GROUPS) == 0
            && !text.contains("\\Q")
            && !hasFlags(text);
    return plain ? new Scan(text).literals() : NONE;
  }

  /** {@code (?i)} and the like; {@code (?:} and names are only groups. */
  private static boolean hasFlags(String text) {
    for (int at = text.indexOf("(?"); at >= 0; at = text.indexOf("(?", at + 2)) {
      char next = at + 2 < text.length() ? text.charAt(at + 2) : ')';
      if (next != ':' && next != 'P' && next != '<') {
        return true;
      }
    }
    return false;
  }

  /** One walk over an expression; only what is outside of groups and classes counts. */
  private static final class Scan {
    private final String text;
    private final StringBuilder run = new StringBuilder();
    private String start = "";
    private String within = "";
    private boolean first;
    private int at;

    Scan(String text) {
      this.text = text;
      this.first = text.startsWith("^");
      this.at = first ? 1 : 0;
    }

    PatternLiterals literals() {
      while (at < text.length()) {
        char c = text.charAt(at);
        switch (c) {
          case '|' -> {
            return NONE;
          }
          case '\\' -> {
            if (!escape()) {
              return NONE;
            }
          }
          case '[' -> {
            end();
            skipClass();
          }
          case '(' -> {
            end();
            skipGroup();
          }
          case '*', '?' -> {
            dropLast();
            at++;
          }
          case '{' -> {
            dropLast();
            int close = text.indexOf('}', at);
            at = close < 0 ? text.length() : close + 1;
          }
          case '.', '+', '^', '$', ')', ']', '}' -> {
            end();
            at++;
          }
          default -> {
            run.append(c);
            at++;
          }
        }
      }
      end();
      return new PatternLiterals(start, within);
    }

    /** Punctuation means itself; most letters mean a class or a place. */
    private boolean escape() {
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 'x';
      if (next < 128 && !Character.isLetterOrDigit(next)) {
        run.append(next);
      } else {
        end();
      }
      at += 2;
      return "pPxCQ01234567".indexOf(next) < 0; // these take what follows
    }

    /** What a quantifier follows need not be there. */
    private void dropLast() {
      if (!run.isEmpty()) {
        run.setLength(run.length() - 1);
      }
      end();
    }

    private void end() {
      if (first) {
        start = run.toString();
        first = false;
      }
      if (run.length() > within.length()) {
        within = run.toString();
      }
      run.setLength(0);
    }

    private void skipClass() {
      at++;
      if (at < text.length() && text.charAt(at) == '^') {
        at++;
      }
      boolean begun = false;
      while (at < text.length() && (text.charAt(at) != ']' || !begun)) {
        begun = true;
        if (text.startsWith("[:", at)) {
          int close = text.indexOf(":]", at + 2);
          at = close < 0 ? at + 1 : close + 2;
        } else {
          at += text.charAt(at) == '\\' ? 2 : 1;
        }
      }
      at++;
    }

    private void skipGroup() {
      int depth = 0;
      do {
        char c = text.charAt(at);
        if (c == '[') {
          skipClass();
          continue;
        }
        if (c == '(') {
          depth++;
        } else if (c == ')') {
          depth--;
        }
        at += c == '\\' ? 2 : 1;
      } while (depth > 0 && at < text.length());
    }
  }
}
