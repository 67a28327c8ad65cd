package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.sitemap.SitemapSink.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads one sitemap, index of sitemaps, list of URLs or feed, compressed or not. Bytes that are
 * none of them are a problem and never an exception. Reads fifty megabytes at most, as search
 * engines do, however much a gzip file would come to.
 */
public final class SitemapReader {
  /** Of a map without compression. */
  public static final long MOST_BYTES = 50L << 20;

  /** Of pages in a map, and of maps in an index. */
  public static final int MOST_ENTRIES = 50_000;

  /** Of pictures of one page, by Google's extension. */
  static final int MOST_IMAGES = 1_000;

  /** Of articles in a map, by Google's extension. */
  static final int MOST_NEWS = 1_000;

  private static final int BUFFER = 32 << 10;

  private final MapScope scope;
  private final SitemapSink sink;

  private SitemapReader(MapScope scope, SitemapSink sink) {
    this.scope = scope;
    this.sink = sink;
  }

  /** Reads to the end or to where nothing more can be read; does not close. */
  public static SitemapSummary read(InputStream in, MapScope scope, SitemapSink sink) {
    return new SitemapReader(scope, sink).read(in);
  }

  private SitemapSummary read(InputStream in) {
    Tally tally = new Tally(scope, sink);
    BufferedInputStream raw = new BufferedInputStream(in, BUFFER);
    boolean compressed = false;
    Counted counted = new Counted(InputStream.nullInputStream(), 0);
    SitemapKind kind = SitemapKind.NONE;
    try {
      compressed = isGzip(raw);
      counted = new Counted(compressed ? new GZIPInputStream(raw, BUFFER) : raw, MOST_BYTES);
      kind = read(counted, tally);
    } catch (IOException e) {
      problem(Rule.MAP_SYNTAX, tally.line(), broken(compressed, e));
    }
    IOException failure = counted.failure();
    if (failure != null) {
      problem(Rule.MAP_SYNTAX, tally.line(), broken(compressed, failure));
    }
    tally.onEnd();
    if (counted.isOver()) {
      problem(Rule.MAP_LIMIT, 0, "has more than 50 MB without compression; the rest is not read");
    }
    if (tally.entries() > MOST_ENTRIES) {
      problem(Rule.MAP_LIMIT, 0, "has " + tally.entries() + " entries (expected: at most 50,000)");
    }
    return tally.summary(kind, counted.count(), compressed);
  }

  private SitemapKind read(Counted counted, Tally tally) throws IOException {
    BufferedInputStream in = new BufferedInputStream(counted, BUFFER);
    return switch (begins(in)) {
      case NOTHING -> {
        if (counted.failure() == null) {
          problem(Rule.MAP_SYNTAX, 0, "is empty");
        }
        yield SitemapKind.NONE;
      }
      case TAG -> {
        counted.expectTags();
        yield new XmlMap(tally, sink, counted).read(in);
      }
      case ADDRESS -> {
        TextMap.read(in, counted, tally);
        yield SitemapKind.TEXT;
      }
      case OTHER -> {
        problem(Rule.MAP_SYNTAX, 1, "is neither XML nor a list of URLs");
        yield SitemapKind.NONE;
      }
    };
  }

  private enum Beginning {
    NOTHING,
    TAG,
    ADDRESS,
    OTHER
  }

  private static boolean isGzip(BufferedInputStream raw) throws IOException {
    raw.mark(2);
    boolean is = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return is;
  }

  /** Looks at the first byte that is no white space; a mark of UTF-16 is taken for XML's. */
  private static Beginning begins(BufferedInputStream in) throws IOException {
    in.mark(BUFFER);
    byte[] head = in.readNBytes(BUFFER / 2);
    in.reset();
    int at = 0;
    if (head.length > 2 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb) {
      at = 3;
    }
    while (at < head.length && (head[at] <= ' ' && head[at] >= 0)) {
      at++;
    }
    if (at == head.length) {
      return Beginning.NOTHING;
    }
    int first = head[at] & 0xff;
    if (first == '<' || first == 0xfe || first == 0xff) {
      return Beginning.TAG;
    }
    return first == 'h' || first == 'H' ? Beginning.ADDRESS : Beginning.OTHER;
  }

  private static String broken(boolean compressed, IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return compressed ? "the gzip file is broken or ends early: " + why : "breaks off: " + why;
  }

  private void problem(Rule rule, int line, String message) {
    sink.onProblem(new Problem(rule, line, "", message));
  }
}
