package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what a sitemap says, in its order. */
public interface SitemapSink {
  /** A page, whose address is one. */
  void onPage(Page page);

  /** Another sitemap, of an index. */
  void onMap(int line, WebUrl url);

  /** Something that breaks the protocol. */
  void onProblem(Problem problem);

  /**
   * An entry of a sitemap.
   *
   * @param lastmod as written; null: none
   * @param alternates other language versions that it names
   */
  record Page(int line, WebUrl url, @Nullable String lastmod, List<Alternate> alternates) {
    public Page {
      alternates = List.copyOf(alternates);
    }
  }

  /** A language version of a page. */
  record Alternate(String code, WebUrl url) {}

  /**
   * What is wrong, and where.
   *
   * @param line 0: the map as a whole
   * @param subject what it is about, as written; may be empty
   * @param message one sentence
   */
  record Problem(Rule rule, int line, String subject, String message) {}
}
