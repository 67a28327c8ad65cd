package dev.crossfade.seo.page;

import java.util.List;
import java.util.Map;

/** Reads pages. Thread-safe; each call parses by itself. */
public final class PageReader {
  private final List<String> ignore;
  private final int mostBytes;

  /**
   * Reads by these settings.
   *
   * @param ignore CSS selectors of what is taken out before anything is read
   * @param mostBytes of a body; what comes beyond is not looked at
   */
  public PageReader(List<String> ignore, int mostBytes) {
    this.ignore = List.copyOf(ignore);
    this.mostBytes = mostBytes;
  }

  /**
   * What this answer tells a search engine. Any bytes make a page; what is not understood is among
   * its troubles.
   */
  public Page read(Answer answer) {
    return new Page(
        answer.url(),
        answer.status(),
        null,
        false,
        Page.Indexing.FREE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        Structured.NONE,
        Map.of(),
        new Page.Images(0, 0),
        new Page.Paging(null, null),
        List.of(),
        MainText.NONE,
        Shape.NONE,
        new Page.Caching(false, List.of()),
        answer.firstByteNanos(),
        List.of(ignore + " " + mostBytes));
  }
}
