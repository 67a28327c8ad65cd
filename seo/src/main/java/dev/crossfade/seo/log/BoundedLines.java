package dev.crossfade.seo.log;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a text of any size, none of which takes more than a fixed part of memory. */
public final class BoundedLines {
  /** Longer than any line of the access log: a head is 32 KB at most unless somebody wants more. */
  public static final int LONGEST = 256 << 10;

  private static final int WINDOW = 1 << 16;

  private final Reader in;
  private final char[] window = new char[WINDOW];
  private final StringBuilder line = new StringBuilder();
  private int at;
  private int end;
  private long number;
  private boolean cut;

  public BoundedLines(Reader in) {
    this.in = in;
  }

  /** The next line without its end, and of one that is too long its beginning; null: no more. */
  public @Nullable String next() throws IOException {
    line.setLength(0);
    cut = false;
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      int from = at;
      while (at < end && window[at] != '\n') {
        at++;
      }
      int room = Math.min(at - from, LONGEST - line.length());
      line.append(window, from, room);
      cut |= room < at - from;
      if (at < end) {
        at++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    String text = line.toString();
    return number == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(window));
    return end > 0;
  }

  /** The number of the last line, from 1. */
  public long number() {
    return number;
  }

  /** Whether the last line was too long. */
  public boolean isCut() {
    return cut;
  }
}
