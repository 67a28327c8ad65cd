package dev.crossfade.seo.audit;

import dev.crossfade.seo.url.WebUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of addresses: one a line, absolute or a path; or a table with a header, as search consoles
 * export it. Read in a stream; blank lines and those that begin with # are passed over.
 */
public final class UrlList {
  private static final int LONGEST = 64 << 10;
  private static final List<String> COLUMNS =
      List.of(
          "url", "urls", "page", "pages", "top pages", "address", "landing page", "loc", "source");

  private final Path file;
  private final WebUrl site;
  private final Sink sink;
  private int number;
  private char separator;
  private int column = -1;

  private UrlList(Path file, WebUrl site, Sink sink) {
    this.file = file;
    this.site = site;
    this.sink = sink;
  }

  /** Takes what is in a file, in the order of its lines. */
  public interface Sink {
    /**
     * An address.
     *
     * @param place its file and line, for people
     */
    void onUrl(WebUrl url, String place);

    /** A line that is none; {@code message} says where and what was expected. */
    void onProblem(String message);
  }

  /**
   * Reads a file to its end.
   *
   * @param site whose paths are meant
   */
  public static void read(Path file, WebUrl site, Sink sink) throws IOException {
    new UrlList(file, site, sink).read();
  }

  private void read() throws IOException {
    try (BufferedReader in = open()) {
      for (String line = next(in); line != null; line = next(in)) {
        number++;
        String text = (number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line).strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          onLine(text);
        }
      }
    }
  }

  /** Lists are exported by everything: bytes that are no UTF-8 stand for unknown characters. */
  private BufferedReader open() throws IOException {
    return new BufferedReader(
        new java.io.InputStreamReader(
            Files.newInputStream(file),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)));
  }

  private void onLine(String text) {
    boolean first = column < 0;
    if (first) {
      column = 0;
      if (address(text) == null && isHeader(text)) {
        return;
      }
    }
    String written = separator == 0 ? text : field(text);
    WebUrl url = address(written);
    if (url != null) {
      sink.onUrl(url, file + ":" + number);
    } else {
      sink.onProblem(
          file
              + ":"
              + number
              + ": "
              + cut(written)
              + " (expected: a URL or a path such as /c/shoes)");
    }
  }

  private @Nullable WebUrl address(String text) {
    return text.startsWith("/") ? site.resolve(text) : WebUrl.parse(text);
  }

  /** The header of a table says which of its columns has the addresses. */
  private boolean isHeader(String text) {
    for (char each : new char[] {',', ';', '\t'}) {
      if (text.indexOf(each) >= 0) {
        separator = each;
        String[] names = text.split(java.util.regex.Pattern.quote("" + each), -1);
        for (int i = names.length - 1; i >= 0; i--) {
          column = COLUMNS.contains(bare(names[i]).toLowerCase(Locale.ROOT)) ? i : column;
        }
        return true;
      }
    }
    return COLUMNS.contains(bare(text).toLowerCase(Locale.ROOT));
  }

  /** The field of the column; quoted ones may hold separators. */
  private String field(String row) {
    int at = 0;
    int field = 0;
    boolean quoted = false;
    StringBuilder text = new StringBuilder();
    for (; at < row.length() && field <= column; at++) {
      char c = row.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        field++;
      } else if (field == column) {
        text.append(c);
      }
    }
    return text.toString().strip();
  }

  private static String bare(String text) {
    return text.strip().replace("\"", "");
  }

  private static String cut(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  /** A line, and of one that is too long its beginning; null: there are no more. */
  private static @Nullable String next(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() < LONGEST) {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
