package dev.crossfade.seo.page;

import dev.crossfade.seo.url.WebUrl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells a search engine. Texts are as they stand, but for white space, which is
 * collapsed; nothing is judged here. Of an answer that is no HTML the parts of HTML are empty.
 *
 * @param location where a redirect leads; null: it is none, or leads to nothing that can be asked
 *     for
 * @param html whether it was read as HTML
 * @param titles of the real head, in order; several are a finding
 * @param descriptions of meta elements in the real head
 * @param headings texts of all h1
 * @param language the lang of html; null: none
 * @param viewport null: none
 * @param openGraph {@code og:} and {@code product:} properties, by their names in lower case
 * @param text what of the page is its own: without navigation, header and footer
 * @param firstByteNanos below 0: not measured
 * @param troubles what could not be read, for people: {@code JSON-LD: unexpected end at 1:204}
 */
public record Page(
    WebUrl url,
    int status,
    @Nullable WebUrl location,
    boolean html,
    Indexing indexing,
    List<Canonical> canonicals,
    List<String> titles,
    List<String> descriptions,
    List<String> headings,
    List<Alternate> alternates,
    @Nullable String language,
    @Nullable String viewport,
    Structured structured,
    Map<String, List<String>> openGraph,
    Images images,
    Paging paging,
    List<Link> links,
    MainText text,
    Shape shape,
    Caching caching,
    long firstByteNanos,
    List<String> troubles) {

  public Page {
    canonicals = List.copyOf(canonicals);
    titles = List.copyOf(titles);
    descriptions = List.copyOf(descriptions);
    headings = List.copyOf(headings);
    alternates = List.copyOf(alternates);
    openGraph = inOrder(openGraph);
    links = List.copyOf(links);
    troubles = List.copyOf(troubles);
  }

  /** Whether the answer goes on beyond what was read: what is missed in its body may be there. */
  public boolean isCut() {
    return troubles.stream().anyMatch(trouble -> trouble.startsWith("body: cut "));
  }

  /** A copy that keeps its order, so that what is told of it is the same each time. */
  private static Map<String, List<String>> inOrder(Map<String, List<String>> map) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    map.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Whether and how search engines may use the page: what meta elements and X-Robots-Tag say, the
   * most restrictive of all that an agent obeys.
   *
   * @param byAgent agents in lower case, {@code *} for all; directives in lower case
   * @param sources where it says so, as written, for people: {@code meta robots: noindex, follow}
   */
  public record Indexing(Map<String, List<String>> byAgent, List<String> sources) {
    public static final Indexing FREE = new Indexing(Map.of(), List.of());

    public Indexing {
      byAgent = inOrder(byAgent);
      sources = List.copyOf(sources);
    }

    /** Whether this agent keeps the page out of its index. */
    public boolean hides(String agent) {
      return says(agent, "noindex") || says(agent, "none");
    }

    /** Whether an agent is told this, in lower case, by its name or with all others. */
    public boolean says(String agent, String directive) {
      return byAgent.getOrDefault("*", List.of()).contains(directive)
          || byAgent.getOrDefault(agent, List.of()).contains(directive);
    }
  }

  /**
   * One naming of the canonical URL.
   *
   * @param written as it stands
   * @param url null: it can be resolved to no address
   * @param where only those of the head and of the field count
   */
  public record Canonical(String written, @Nullable WebUrl url, Where where) {
    /** Where a canonical is named. */
    public enum Where {
      HEAD,
      FIELD,
      BODY,
      NOSCRIPT
    }
  }

  /**
   * A version of the page in another language, by link element or field.
   *
   * @param code as it stands: {@code de-AT}, {@code x-default}
   * @param url null: it can be resolved to no address
   */
  public record Alternate(String code, String written, @Nullable WebUrl url) {}

  /**
   * A link to another page.
   *
   * @param anchor its text, or that of its image; may be empty
   * @param nofollow nofollow, ugc or sponsored
   */
  public record Link(WebUrl url, String anchor, boolean nofollow) {}

  /**
   * Images of the page.
   *
   * @param missingAlt how many of them have no alt attribute; an empty one is a statement
   */
  public record Images(int count, int missingAlt) {}

  /** Links of the head, or of the page, to its neighbours in a list. */
  public record Paging(@Nullable WebUrl previous, @Nullable WebUrl next) {}

  /**
   * Who may keep the answer.
   *
   * @param shared whether a shared cache may give it to others without asking again, by
   *     Cache-Control, Expires and the rest
   * @param varies names of Vary in lower case
   */
  public record Caching(boolean shared, List<String> varies) {
    public Caching {
      varies = List.copyOf(varies);
    }
  }
}
