package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.Normal;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads Crossfade's own {@code source,target,status}, with or without that header, status or all
 * quotes; UTF-8, with or without a mark; lines end in LF or CRLF. A source may be a URL; one that
 * ends in {@code /*} is a prefix. An empty line, or one that begins with #, says nothing.
 *
 * <p>Lines are taken out of a window over the file, so a file of any size takes the same memory.
 */
public final class CsvReader {
  private static final int WINDOW = 1 << 18;

  /** Two addresses and what stands around them. */
  private static final int LONGEST = 4 * Normal.LONGEST;

  private final String file;
  private final RuleSink sink;
  private final CsvFields fields = new CsvFields();
  private int line;

  private CsvReader(String file, RuleSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** Reads a whole file. */
  public static void read(Path file, RuleSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read(file.toString(), in, sink);
    }
  }

  /**
   * Reads a whole stream, which stays open.
   *
   * @param file what messages call it
   */
  public static void read(String file, InputStream in, RuleSink sink) throws IOException {
    new CsvReader(file, sink).read(in);
  }

  private void read(InputStream in) throws IOException {
    byte[] window = new byte[WINDOW];
    int length = 0;
    boolean skipping = false;
    boolean more = true;
    while (more) {
      int got = in.read(window, length, window.length - length);
      more = got >= 0;
      length += Math.max(0, got);
      int from = 0;
      int end = endOfLine(window, from, length, more);
      while (end >= 0) {
        line++;
        if (!skipping) {
          onLine(window, from, end);
        }
        skipping = false;
        from = end + 1;
        end = endOfLine(window, from, length, more);
      }
      length = keep(window, Math.min(from, length), length);
      if (length > LONGEST && more && endOfLine(window, 0, length, true) < 0) {
        if (!skipping) {
          sink.onProblem(new Place(file, line + 1), tooLong());
        }
        skipping = true;
        length = 0;
      }
    }
  }

  private static int keep(byte[] window, int from, int to) {
    System.arraycopy(window, from, window, 0, to - from);
    return to - from;
  }

  /** The last line may end with the file. −1: it does not end here. */
  private static int endOfLine(byte[] window, int from, int to, boolean more) {
    for (int i = from; i < to; i++) {
      if (window[i] == '\n') {
        return i;
      }
    }
    return more || from >= to ? -1 : to;
  }

  private static String tooLong() {
    return "line of more than " + LONGEST + " bytes (expected: source,target,status)";
  }

  private void onLine(byte[] in, int first, int last) {
    int from = first;
    int to = last > from && in[last - 1] == '\r' ? last - 1 : last;
    if (line == 1 && to - from >= 3 && in[from] == (byte) 0xef && in[from + 1] == (byte) 0xbb) {
      from += 3; // the mark of UTF-8
    }
    if (from == to || in[from] == '#') {
      return;
    }
    Place place = new Place(file, line);
    if (to - from > LONGEST) {
      sink.onProblem(place, tooLong());
      return;
    }
    String problem = fields.split(in, from, to);
    if (problem != null) {
      sink.onProblem(place, problem);
    } else if (line > 1 || !fields.isHeader()) {
      onFields(place);
    }
  }

  private void onFields(Place place) {
    int status = status(fields.text(2));
    if (fields.count() < 2 || fields.count() > 3) {
      sink.onProblem(place, fields.count() + " fields (expected: source,target,status)");
    } else if (status < 0) {
      sink.onProblem(
          place,
          "status: " + fields.text(2) + " (expected: 301, 302, 303, 307, 308, 410 or nothing)");
    } else {
      try {
        Source source = source(fields.text(0));
        sink.onRule(new RedirectRule(source, target(fields.text(1)), status, place));
      } catch (IllegalArgumentException e) {
        sink.onProblem(place, String.valueOf(e.getMessage()));
      }
    }
  }

  private static String target(String text) {
    return text.isEmpty() ? text : Normal.target(text);
  }

  private static int status(String text) {
    return switch (text) {
      case "" -> RedirectRule.UNSAID;
      case "301" -> 301;
      case "302" -> 302;
      case "303" -> 303;
      case "307" -> 307;
      case "308" -> 308;
      case "410" -> 410;
      default -> -1;
    };
  }

  private static Source source(String text) {
    String address = text;
    String host = null;
    int scheme = text.startsWith("/") ? -1 : text.indexOf("://");
    if (scheme > 0) {
      String name = text.substring(0, scheme).toLowerCase(Locale.ROOT);
      int slash = text.indexOf('/', scheme + 3);
      host = Normal.host(text.substring(scheme + 3, slash < 0 ? text.length() : slash));
      address = slash < 0 ? "/" : text.substring(slash);
      if (host.isEmpty() || !(name.equals("http") || name.equals("https"))) {
        throw notSource(text);
      }
    }
    if (!address.startsWith("/") || address.indexOf('#') >= 0) {
      throw notSource(text);
    }
    return source(host, address);
  }

  private static IllegalArgumentException notSource(String text) {
    return new IllegalArgumentException(
        "source: " + text + " (expected: a path or a URL of http or https, without fragment)");
  }

  private static Source source(@Nullable String host, String address) {
    int mark = address.indexOf('?');
    if (mark < 0 && address.endsWith("/*")) {
      return new Source.Prefix(host, Normal.path(address.substring(0, address.length() - 1)));
    }
    String path = Normal.path(mark < 0 ? address : address.substring(0, mark));
    String query = mark < 0 ? null : Normal.query(address.substring(mark + 1));
    return new Source.Exact(host, path, query);
  }

  /** The fields of one line, reused for the next. */
  private static final class CsvFields {
    private static final int MOST = 4;

    private final String[] texts = {"", "", "", ""};
    private int count;

    int count() {
      return count;
    }

    String text(int field) {
      return field < count ? texts[field] : "";
    }

    boolean isHeader() {
      return text(0).equalsIgnoreCase("source") && text(1).equalsIgnoreCase("target");
    }

    /** Null: it went well. */
    @Nullable String split(byte[] in, int from, int to) {
      count = 0;
      int at = from;
      while (true) {
        if (count == MOST) {
          return "more than 3 fields (expected: source,target,status)";
        }
        boolean quoted = at < to && in[at] == '"';
        int end = quoted ? closing(in, at + 1, to) : comma(in, at, to);
        if (end < 0) {
          return "a quote that does not end in its line (expected: \" at the end of the field)";
        }
        String text = quoted ? unquoted(in, at + 1, end) : text(in, at, end);
        if (text == null) {
          return "bytes that are no UTF-8 (expected: UTF-8)";
        }
        texts[count++] = text;
        at = quoted ? end + 1 : end;
        if (at >= to) {
          return null;
        }
        if (in[at] != ',') {
          return "text behind a quoted field (expected: a comma)";
        }
        at++;
      }
    }

    private static int comma(byte[] in, int from, int to) {
      int at = from;
      while (at < to && in[at] != ',') {
        at++;
      }
      return at;
    }

    /** Two quotes stand for one. */
    private static int closing(byte[] in, int from, int to) {
      for (int at = from; at < to; at++) {
        if (in[at] == '"') {
          if (at + 1 >= to || in[at + 1] != '"') {
            return at;
          }
          at++;
        }
      }
      return -1;
    }

    private static @Nullable String unquoted(byte[] in, int from, int to) {
      String text = text(in, from, to);
      return text == null ? null : text.replace("\"\"", "\"");
    }

    /** Without space around it. Null: it is no UTF-8. */
    private static @Nullable String text(byte[] in, int first, int last) {
      int from = first;
      int to = last;
      while (from < to && (in[from] == ' ' || in[from] == '\t')) {
        from++;
      }
      while (to > from && (in[to - 1] == ' ' || in[to - 1] == '\t')) {
        to--;
      }
      for (int i = from; i < to; i++) {
        if (in[i] < 0) {
          String text = new String(in, from, to - from, StandardCharsets.UTF_8);
          return text.indexOf('\ufffd') >= 0 ? null : text;
        }
      }
      return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}
