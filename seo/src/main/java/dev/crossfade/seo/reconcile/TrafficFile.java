package dev.crossfade.seo.reconcile;

import dev.crossfade.seo.url.WebUrl;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What visitors asked for, from a file in any of three forms, told by each line: {@code url,hits};
 * an access log of lines of JSON, as Crossfade writes it; one in the combined form of nginx and
 * Apache. May be compressed with gzip. Read in a stream.
 */
public final class TrafficFile {
  private static final int LONGEST = 64 << 10;

  private final WebUrl site;
  private final Sink sink;
  private long skipped;

  private TrafficFile(WebUrl site, Sink sink) {
    this.site = site;
    this.sink = sink;
  }

  /** Takes what visitors asked for. */
  public interface Sink {
    /**
     * Somebody asked for a page.
     *
     * @param served whether they got something; what only counts hits does not say, and means it
     */
    void onHits(WebUrl url, long hits, boolean served) throws IOException;
  }

  /**
   * Reads a file to its end.
   *
   * @param site whose paths are meant
   * @return how many lines were none of these forms
   */
  public static long read(Path file, WebUrl site, Sink sink) throws IOException {
    TrafficFile traffic = new TrafficFile(site, sink);
    try (BufferedReader in = open(file)) {
      boolean first = true;
      for (String line = next(in); line != null; line = next(in)) {
        traffic.onLine(line.strip(), first);
        first = false;
      }
    }
    return traffic.skipped;
  }

  private static BufferedReader open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream plain = zipped ? new GZIPInputStream(in) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private void onLine(String line, boolean first) throws IOException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    Request request = line.startsWith("{") ? Request.ofJson(line) : Request.ofCombined(line);
    if (request != null) {
      onRequest(request);
    } else if (!onCount(line) && !first) {
      skipped++;
    }
  }

  private void onRequest(Request request) throws IOException {
    boolean asksForAPage = request.method().equals("GET") || request.method().equals("HEAD");
    WebUrl url = asksForAPage ? site.resolve(request.target()) : null;
    if (url != null && PageTarget.isPage(url)) {
      sink.onHits(PageTarget.clean(url), 1, request.status() < 400);
    }
  }

  /** {@code url,hits}, with a comma, a semicolon or a tab; the URL may be quoted. */
  private boolean onCount(String line) throws IOException {
    int end =
        Math.max(line.lastIndexOf(','), Math.max(line.lastIndexOf(';'), line.lastIndexOf('\t')));
    if (end < 1) {
      return false;
    }
    String number = line.substring(end + 1).replace("\"", "").strip();
    String written = line.substring(0, end).replace("\"", "").strip();
    if (!number.matches("[0-9]{1,15}")) {
      return false;
    }
    WebUrl url = written.startsWith("/") ? site.resolve(written) : WebUrl.parse(written);
    if (url == null) {
      return false;
    }
    if (PageTarget.isPage(url)) {
      sink.onHits(PageTarget.clean(url), Long.parseLong(number), true);
    }
    return true;
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
