package dev.crossfade.config.shape;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression becomes when its counted repeats are written out, which RE2 does:
 * {@code ((a{1000}){1000}){1000}} is short, and a billion steps. An estimate from above.
 */
public final class RegexSize {
  public static final long MOST = 10_000;

  private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?\\}");
  private static final Pattern BRACES = Pattern.compile("[pPx]\\{[^}]*\\}");

  private final String regex;
  private final Deque<Long> around = new ArrayDeque<>();
  private long size;
  private long last;
  private int at;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /** Never more than {@link #MOST} + 1, which stands for everything above. */
  public static long of(String regex) {
    RegexSize counter = new RegexSize(regex);
    while (counter.at < regex.length() && counter.size <= MOST) {
      counter.step();
    }
    return Math.min(MOST + 1, counter.around.stream().reduce(counter.size, Long::sum));
  }

  private void step() {
    char c = regex.charAt(at++);
    switch (c) {
      case '\\' -> escape();
      case '[' -> {
        skipClass();
        atom(1);
      }
      case '(' -> {
        around.push(size);
        size = 0;
        last = 0;
      }
      case ')' -> {
        long group = size + 1;
        size = around.isEmpty() ? 0 : around.pop();
        atom(group);
      }
      case '{' -> repeat();
      default -> atom(1);
    }
  }

  private void atom(long atoms) {
    last = atoms;
    size += atoms;
  }

  private void escape() {
    if (regex.startsWith("Q", at)) {
      int end = regex.indexOf("\\E", at);
      int literal = (end < 0 ? regex.length() : end) - at;
      size += literal;
      at += literal;
    } else {
      Matcher braces = BRACES.matcher(regex).region(at, regex.length());
      at = braces.lookingAt() ? braces.end() : at + 1;
      atom(1);
    }
  }

  private void repeat() {
    Matcher repeat = REPEAT.matcher(regex).region(at - 1, regex.length());
    if (!repeat.lookingAt()) {
      atom(1);
      return;
    }
    long least = Long.parseLong(repeat.group(1));
    String most = repeat.group(3);
    long times = most == null ? least : most.isEmpty() ? least + 1 : Long.parseLong(most);
    size += last * Math.max(0, times - 1);
    last *= Math.max(1, times);
    at = repeat.end();
  }

  /** To behind the class's end; a bracket right at its start is one of its characters. */
  private void skipClass() {
    at += regex.startsWith("^", at) ? 1 : 0;
    at += regex.startsWith("]", at) ? 1 : 0;
    while (at < regex.length() && regex.charAt(at) != ']') {
      int named = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
      if (named >= 0) {
        at = named + 2;
      } else {
        at += regex.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
  }
}
