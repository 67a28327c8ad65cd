package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Page.Alternate;
import dev.crossfade.seo.page.Page.Canonical;
import dev.crossfade.seo.page.Page.Canonical.Where;
import dev.crossfade.seo.page.Page.Paging;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what belongs into a head, wherever it stands, and what link fields say. An element that
 * stands in the body, since something before it had ended the head, counts only for what search
 * engines and browsers accept there.
 */
final class HeadGatherer implements Gatherer {
  private static final int MOST = 100;
  private static final int MOST_ALTERNATES = 500;
  private static final int LONGEST = 2_000;

  private final Troubles troubles;
  private final Robots robots;
  private final List<String> titles = new ArrayList<>();
  private final List<String> descriptions = new ArrayList<>();
  private final List<Named> canonicals = new ArrayList<>();
  private final List<Version> alternates = new ArrayList<>();
  private final Map<String, List<String>> openGraph = new LinkedHashMap<>();
  private @Nullable String strayTitle;
  private @Nullable String language;
  private @Nullable String viewport;
  private @Nullable String base;
  private @Nullable String previous;
  private @Nullable String next;
  private int properties;

  /** A canonical before it is resolved. */
  private record Named(String written, Where where) {}

  /** A language version before it is resolved. */
  private record Version(String code, String written, boolean field) {}

  HeadGatherer(Troubles troubles, Robots robots) {
    this.troubles = troubles;
    this.robots = robots;
  }

  /** Takes a Link field. */
  void field(String value) {
    for (LinkField.Target target : LinkField.read(value)) {
      if (target.relations().contains("canonical")) {
        addCanonical(target.written(), Where.FIELD);
      }
      if (target.relations().contains("alternate")) {
        target.languages().forEach(code -> addAlternate(code, target.written(), true));
      }
    }
  }

  @Override
  public void open(Element element, int place) {
    boolean inHead = (place & Place.HEAD) != 0;
    switch (element.normalName()) {
      case "html" -> language(element);
      case "title" -> title(element, inHead);
      case "meta" -> meta(element, inHead);
      case "link" -> link(element, inHead ? Where.HEAD : Where.BODY);
      case "base" -> {
        if (base == null && element.hasAttr("href")) {
          base = element.attr("href");
        }
      }
      case "a" -> paging(element);
      default -> {}
    }
  }

  /** Takes an element within noscript, of which only a canonical is told. */
  void openNoscript(Element element) {
    if (element.normalName().equals("link")) {
      link(element, Where.NOSCRIPT);
    }
  }

  private void language(Element html) {
    String lang = html.attr(html.hasAttr("lang") ? "lang" : "xml:lang").strip();
    language = lang.isEmpty() ? null : Line.of(lang, 100);
  }

  private void title(Element element, boolean inHead) {
    String title = InnerText.of(element, LONGEST);
    if (inHead) {
      add(titles, title, "title elements");
    } else if (strayTitle == null) {
      strayTitle = title;
    }
  }

  private void meta(Element element, boolean inHead) {
    String name = element.attr("name").strip().toLowerCase(Locale.ROOT);
    String content = Line.of(element.attr("content"), LONGEST);
    if (Robots.isForCrawlers(name)) {
      robots.meta(name, content, !inHead);
    } else if (name.equals("description")) {
      if (inHead) {
        add(descriptions, content, "descriptions");
      } else {
        stray("a description");
      }
    } else if (name.equals("viewport")) {
      viewport = content;
    }
    String property = element.attr("property").strip().toLowerCase(Locale.ROOT);
    addProperty(property.isEmpty() ? name : property, content);
  }

  private void addProperty(String name, String content) {
    if (!name.startsWith("og:") && !name.startsWith("product:")) {
      return;
    }
    if (properties++ < MOST_ALTERNATES) {
      openGraph.computeIfAbsent(Line.of(name, 100), _ -> new ArrayList<>()).add(content);
    } else {
      troubles.add("OpenGraph: more than " + MOST_ALTERNATES + " properties; the rest was left");
    }
  }

  private void link(Element element, Where where) {
    String rel = element.attr("rel");
    if (rel.isBlank() || !element.hasAttr("href")) {
      return;
    }
    Set<String> relations = relations(rel);
    String href = element.attr("href").strip();
    if (relations.contains("canonical")) {
      String other = otherVersion(element);
      if (other == null) {
        addCanonical(href, where);
      } else {
        troubles.add("canonical: one with " + other + " names another version and is ignored");
      }
    }
    if (where == Where.NOSCRIPT) {
      return;
    }
    String code = element.attr("hreflang").strip();
    if (relations.contains("alternate") && !code.isEmpty()) {
      if (where == Where.HEAD) {
        addAlternate(code, href, false);
      } else {
        stray("hreflang");
      }
    }
    page(relations, href);
  }

  /** The attribute by which search engines do not take a canonical for that of this page. */
  private static @Nullable String otherVersion(Element link) {
    for (String attribute : List.of("hreflang", "lang", "media", "type")) {
      if (link.hasAttr(attribute)) {
        return attribute;
      }
    }
    return null;
  }

  private static Set<String> relations(String rel) {
    return Set.copyOf(List.of(rel.strip().toLowerCase(Locale.ROOT).split("\\s+", 20)));
  }

  private void paging(Element anchor) {
    String rel = anchor.attr("rel");
    if (!rel.isEmpty() && anchor.hasAttr("href")) {
      page(relations(rel), anchor.attr("href"));
    }
  }

  private void page(Set<String> relations, String href) {
    if (previous == null && (relations.contains("prev") || relations.contains("previous"))) {
      previous = href;
    }
    if (next == null && relations.contains("next")) {
      next = href;
    }
  }

  private void stray(String what) {
    troubles.add(
        "head: "
            + what
            + " stands in the body, where it does not count; an element before it that"
            + " belongs into a body may have ended the head");
  }

  private void addCanonical(String written, Where where) {
    if (canonicals.size() < MOST) {
      canonicals.add(new Named(Line.of(written, LONGEST), where));
    } else {
      troubles.add("canonical: named more than " + MOST + " times; the rest was left");
    }
  }

  private void addAlternate(String code, String written, boolean field) {
    if (alternates.size() < MOST_ALTERNATES) {
      alternates.add(new Version(Line.of(code, 100), Line.of(written, LONGEST), field));
    } else {
      troubles.add("hreflang: more than " + MOST_ALTERNATES + " versions; the rest was left");
    }
  }

  private void add(List<String> list, String text, String what) {
    if (list.size() < MOST) {
      list.add(text);
    } else {
      troubles.add("head: more than " + MOST + " " + what + "; the rest was left");
    }
  }

  /** What addresses of the page are relative to: the first base, else its own address. */
  WebUrl base(WebUrl page) {
    WebUrl stated = base == null ? null : page.resolve(base);
    return stated == null ? page : stated;
  }

  /** Those of the head; the first of the body where the head has none, as browsers have it. */
  List<String> titles() {
    if (titles.isEmpty() && strayTitle != null) {
      troubles.add("head: the title stands in the body");
      return List.of(strayTitle);
    }
    return titles;
  }

  List<String> descriptions() {
    return descriptions;
  }

  @Nullable String language() {
    return language;
  }

  @Nullable String viewport() {
    return viewport;
  }

  Map<String, List<String>> openGraph() {
    return openGraph;
  }

  List<Canonical> canonicals(WebUrl page) {
    WebUrl base = base(page);
    List<Canonical> resolved = new ArrayList<>();
    for (Named one : canonicals) {
      WebUrl from = one.where == Where.FIELD ? page : base;
      resolved.add(new Canonical(one.written, resolve(from, one.written), one.where));
    }
    return resolved;
  }

  List<Alternate> alternates(WebUrl page) {
    WebUrl base = base(page);
    List<Alternate> resolved = new ArrayList<>();
    for (Version one : alternates) {
      WebUrl url = resolve(one.field ? page : base, one.written);
      resolved.add(new Alternate(one.code, one.written, url));
    }
    return resolved;
  }

  Paging paging(WebUrl page) {
    WebUrl base = base(page);
    return new Paging(
        previous == null ? null : resolve(base, previous),
        next == null ? null : resolve(base, next));
  }

  private static @Nullable WebUrl resolve(WebUrl base, String written) {
    return written.isBlank() ? null : base.resolve(written);
  }
}
