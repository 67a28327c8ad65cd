package dev.crossfade.seo.page;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Where in a page something stands, as bits: what the elements around it make of it. */
final class Place {
  /** In the head that the parser made, which is the one that browsers have. */
  static final int HEAD = 1;

  /** In noscript, which is for those who run no scripts: search engines do. */
  static final int NOSCRIPT = 2;

  /** Not part of what the page itself says: navigation, header, footer, hidden, a control. */
  static final int ASIDE = 4;

  static final int MAIN = 8;
  static final int ARTICLE = 16;
  static final int LINK = 32;

  private static final Set<String> ROLES_ASIDE =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "complementary",
          "search",
          "dialog",
          "alertdialog",
          "menu",
          "menubar");

  /** So many letters of an element's classes are looked at. */
  private static final int MOST_NAMES = 300;

  private static final int LONGEST_NAME = 20;

  /** What shops that were built before footer was an element call theirs, by id or class. */
  private static final Set<String> NAMES_ASIDE =
      Set.of(
          "foot",
          "footer",
          "site-footer",
          "page-footer",
          "main-footer",
          "global-footer",
          "footer-wrapper",
          "footer-container",
          "colophon",
          "breadcrumb",
          "breadcrumbs",
          "cookie-banner",
          "cookie-notice",
          "cookie-consent");

  private Place() {}

  /** The place of an element that stands in {@code outer}, and of all that is in it. */
  static int of(Element element, int outer) {
    int place = outer | ofName(element, outer);
    if (element.attributesSize() == 0) {
      return place;
    }
    boolean ofSite = (outer & (MAIN | ARTICLE)) == 0;
    return place | ofAttributes(element) | (ofSite && isCalledAside(element) ? ASIDE : 0);
  }

  private static int ofName(Element element, int outer) {
    return switch (element.normalName()) {
      case "head" -> isChildOfRoot(element) ? HEAD | ASIDE : 0;
      case "noscript" -> NOSCRIPT | ASIDE;
      case "nav",
          "aside",
          "title",
          "dialog",
          "script",
          "style",
          "iframe",
          "object",
          "select",
          "datalist",
          "textarea",
          "button",
          "canvas",
          "audio",
          "video" ->
          ASIDE;
      // Within the main part they are those of the article, not of the site.
      case "header", "footer" -> (outer & (MAIN | ARTICLE)) == 0 ? ASIDE : 0;
      case "main" -> MAIN;
      case "article" -> ARTICLE;
      case "a" -> element.hasAttr("href") ? LINK : 0;
      default -> 0;
    };
  }

  private static boolean isChildOfRoot(Element head) {
    Element html = head.parent();
    return html != null && html.normalName().equals("html") && html.parent() != null;
  }

  private static int ofAttributes(Element element) {
    String role = element.attr("role");
    if (!role.isEmpty()) {
      String first = role.strip().toLowerCase(Locale.ROOT);
      if (first.equals("main")) {
        return MAIN;
      }
      if (ROLES_ASIDE.contains(first)) {
        return ASIDE;
      }
    }
    return isHidden(element) ? ASIDE : 0;
  }

  private static boolean isCalledAside(Element element) {
    return isNameAside(element.id()) || hasNameAside(element.className());
  }

  private static boolean hasNameAside(String names) {
    int end = Math.min(names.length(), MOST_NAMES);
    for (int from = 0; from < end; ) {
      int space = names.indexOf(' ', from);
      int to = space < 0 ? end : space;
      if (isNameAside(names.substring(from, to))) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private static boolean isNameAside(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && NAMES_ASIDE.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A body is hidden only until a script shows it. */
  private static boolean isHidden(Element element) {
    if (element.normalName().equals("body") || element.normalName().equals("html")) {
      return false;
    }
    if (element.hasAttr("hidden")) {
      return !element.attr("hidden").equalsIgnoreCase("until-found");
    }
    String style = element.attr("style");
    return !style.isEmpty()
        && style.toLowerCase(Locale.ROOT).replace(" ", "").contains("display:none");
  }
}
