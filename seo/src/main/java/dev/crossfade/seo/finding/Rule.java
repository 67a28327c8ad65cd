package dev.crossfade.seo.finding;

import dev.crossfade.config.model.Severity;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every rule there is, with its words for people. A rule's id is stable: configurations, reports
 * and scripts name it.
 */
public enum Rule {
  SEO_STATUS(
      "SEO-STATUS",
      Severity.CRITICAL,
      "answers with another status",
      "Search engines drop a page that starts to fail, and follow a redirect away from it.",
      "Make next answer this URL as legacy does, or redirect it to the page that took its place."),
  SEO_NOINDEX(
      "SEO-NOINDEX",
      Severity.CRITICAL,
      "is hidden from search",
      "The page leaves the index within days of the next crawl.",
      "Take noindex out of the robots meta element and the X-Robots-Tag field; a staging setting is the usual source."),
  SEO_CANONICAL(
      "SEO-CANONICAL",
      Severity.CRITICAL,
      "names another canonical",
      "Search engines index the page that the canonical names and drop this one.",
      "Let each page name its own public URL, once, in its head, absolute, and on the public origin."),
  SEO_TITLE(
      "SEO-TITLE",
      Severity.MAJOR,
      "has another title",
      "The title is the strongest text signal of a page and the headline of its result; changed titles move rankings.",
      "Carry the title over, or change it on purpose and after the move."),
  SEO_DESCRIPTION(
      "SEO-DESCRIPTION",
      Severity.MAJOR,
      "has another description",
      "The snippet under the result changes, and with it how many people click.",
      "Carry the meta description over."),
  SEO_H1(
      "SEO-H1",
      Severity.MAJOR,
      "has another heading",
      "A page without its main heading says less about its subject.",
      "Give the page one h1 with the text that legacy has."),
  SEO_HREFLANG(
      "SEO-HREFLANG",
      Severity.MAJOR,
      "names other language versions",
      "Searchers get the page of another country, and versions compete with each other.",
      "Name every version, the page itself included, with absolute URLs and valid codes; each named page names this one."),
  SEO_STRUCTURED(
      "SEO-STRUCTURED",
      Severity.MAJOR,
      "lost structured data",
      "Rich results (price, stars, breadcrumbs) vanish from the result.",
      "Bring back the types that legacy has, with the properties that search engines require."),
  SEO_PRICE(
      "SEO-PRICE",
      Severity.CRITICAL,
      "shows another price",
      "Merchant listings are rejected when page and feed disagree, and customers see two prices.",
      "Read both storefronts' price, currency and availability from one source."),
  SEO_LINKS(
      "SEO-LINKS",
      Severity.MAJOR,
      "links to fewer pages",
      "Pages that lose their links are crawled less and rank lower.",
      "Link what legacy links: breadcrumbs, paging, related products, the footer; and do not mark internal links nofollow."),
  SEO_CONTENT(
      "SEO-CONTENT",
      Severity.MAJOR,
      "says something else",
      "A page with another text is judged anew; a thin one, or one that looks like an error page, is dropped.",
      "Carry the main text over, and answer 404 where there is no page."),
  SEO_TEMPLATE(
      "SEO-TEMPLATE",
      Severity.MINOR,
      "fell out of its template",
      "A page that is built unlike its siblings is often an error page or half rendered.",
      "Look at the page: a part of its template is missing or replaced."),
  SEO_OPENGRAPH(
      "SEO-OPENGRAPH",
      Severity.MINOR,
      "lost its preview for social networks",
      "Shared links show no picture or another title.",
      "Carry the og: properties over."),
  SEO_IMAGE_ALT(
      "SEO-IMAGE-ALT",
      Severity.MINOR,
      "has more images without text",
      "Images are not found by image search and not read out.",
      "Give images the alt texts that legacy has."),
  SEO_PAGINATION(
      "SEO-PAGINATION",
      Severity.MINOR,
      "lost its paging links",
      "Later pages of a list are found later or never.",
      "Link the next and the previous page as legacy does."),
  SEO_LANG(
      "SEO-LANG",
      Severity.MINOR,
      "says another language",
      "Browsers and screen readers take the page for another language.",
      "Set the lang attribute of html as legacy does."),
  SEO_VIEWPORT(
      "SEO-VIEWPORT",
      Severity.MINOR,
      "lost its viewport",
      "The page is no longer fit for phones, which is how it is indexed.",
      "Set the viewport meta element as legacy does."),
  SEO_TTFB(
      "SEO-TTFB",
      Severity.MINOR,
      "answers more slowly",
      "Slow answers are crawled less, and slow pages rank lower.",
      "Find what next waits for; see first bytes by template."),
  SEO_VARY(
      "SEO-VARY",
      Severity.MAJOR,
      "may be cached for everybody",
      "A shared cache gives one storefront's page to visitors of the other.",
      "Send Cache-Control: private, or Vary: Cookie, as long as both storefronts serve this URL."),
  SEO_FLIP(
      "SEO-FLIP",
      Severity.CRITICAL,
      "was answered by both storefronts within a day",
      "To a search engine the page keeps changing; it is crawled and judged again and again.",
      "Route crawlers by URL (crawlers.route: by-url), and let exposure only grow."),
  RED_INVALID(
      "RED-INVALID",
      Severity.CRITICAL,
      "cannot be followed",
      "The redirect does nothing.",
      "Correct the line."),
  RED_LOOP(
      "RED-LOOP",
      Severity.CRITICAL,
      "leads in a circle",
      "Browsers give up with an error and search engines drop the URL.",
      "Lead it to a page that answers 200."),
  RED_CHAIN(
      "RED-CHAIN",
      Severity.MAJOR,
      "leads on to another redirect",
      "Each hop costs time and some of the signals; search engines follow ten at most.",
      "Lead it straight to the last address."),
  RED_TARGET(
      "RED-TARGET",
      Severity.CRITICAL,
      "leads to a page that cannot be indexed",
      "All that the old URL had earned is lost.",
      "Lead it to a page that answers 200 and may be crawled and indexed."),
  RED_TEMPORARY(
      "RED-TEMPORARY",
      Severity.MAJOR,
      "says that the page comes back",
      "Search engines keep the old address and do not pass its signals on.",
      "Answer 301 or 308 for a move that is for good."),
  RED_HOME(
      "RED-HOME",
      Severity.MAJOR,
      "leads to the home page",
      "Search engines take many redirects to the home page for pages not found.",
      "Lead each to the page that took its place, or answer 410."),
  RED_MANY(
      "RED-MANY",
      Severity.MINOR,
      "shares its target with many",
      "Pages that become one rank as one.",
      "See whether closer targets exist."),
  RED_SHADOWED(
      "RED-SHADOWED",
      Severity.MINOR,
      "can never match",
      "An earlier rule wins, so this one does nothing.",
      "Remove it, or put it before the one that wins."),
  RED_DUPLICATE(
      "RED-DUPLICATE",
      Severity.MAJOR,
      "says what another says",
      "Harmless until one of both is changed.",
      "Keep one of them."),
  RED_CONFLICT(
      "RED-CONFLICT",
      Severity.MAJOR,
      "says something else than an earlier one",
      "Which of both wins is an accident of order.",
      "Decide for one target."),
  RED_UNDONE(
      "RED-UNDONE",
      Severity.CRITICAL,
      "is redirected back by next",
      "Visitors and crawlers go in a circle between old and new address.",
      "Take next's own redirect of the new address out."),
  RED_MISSING(
      "RED-MISSING",
      Severity.CRITICAL,
      "ends in a 404",
      "A page with visitors or rankings is lost, and its links lead nowhere.",
      "Redirect it to the page that took its place."),
  RED_YOUNG(
      "RED-YOUNG",
      Severity.MINOR,
      "was removed too early",
      "Links and search engines still ask for the old address; its signals are not moved for a year.",
      "Keep redirects for a year at least, and as long as they are hit."),
  MAP_LIMIT(
      "MAP-LIMIT",
      Severity.MAJOR,
      "is too large",
      "Search engines ignore a sitemap beyond 50,000 URLs or 50 MB.",
      "Split it and list the parts in an index."),
  MAP_LOC(
      "MAP-LOC",
      Severity.MAJOR,
      "lists an address that is none",
      "The entry is ignored.",
      "List absolute URLs of this host, without fragment, of at most 2,048 characters."),
  MAP_LASTMOD(
      "MAP-LASTMOD",
      Severity.MINOR,
      "has a useless lastmod",
      "Dates that are wrong once are not believed any more.",
      "Write the day of the last real change in W3C format, or leave it out."),
  MAP_STATUS(
      "MAP-STATUS",
      Severity.CRITICAL,
      "lists a page that fails",
      "Sitemaps with many bad URLs are trusted less, and the page leaves the index.",
      "List only pages that answer 200."),
  MAP_REDIRECT(
      "MAP-REDIRECT",
      Severity.MAJOR,
      "lists a redirect",
      "Search engines want the final address, and crawl it later this way.",
      "List the address that it leads to."),
  MAP_NOINDEX(
      "MAP-NOINDEX",
      Severity.CRITICAL,
      "lists a page that is hidden from search",
      "The page says the opposite of the sitemap and is not indexed.",
      "Decide: take noindex out, or the URL."),
  MAP_CANONICAL(
      "MAP-CANONICAL",
      Severity.MAJOR,
      "lists a page whose canonical is another",
      "The other page is indexed.",
      "List the canonical URL."),
  MAP_BLOCKED(
      "MAP-BLOCKED",
      Severity.CRITICAL,
      "lists a page that robots.txt blocks",
      "The page cannot be crawled.",
      "Allow it in robots.txt, or take it out."),
  MAP_DUPLICATE(
      "MAP-DUPLICATE",
      Severity.MINOR,
      "lists a URL more than once",
      "The entry is wasted.",
      "List each URL once."),
  MAP_MISSING(
      "MAP-MISSING",
      Severity.MAJOR,
      "lacks a page that legacy's sitemap lists",
      "The page is found late or never after the move.",
      "List it, or redirect it to the page that took its place."),
  MAP_SYNTAX(
      "MAP-SYNTAX",
      Severity.MAJOR,
      "breaks the sitemap protocol",
      "Search engines ignore the part that they cannot read, or all of it.",
      "Correct the XML at the line named."),
  ROB_CHANGED(
      "ROB-CHANGED",
      Severity.CRITICAL,
      "is crawled by other rules",
      "Pages that were crawled are no longer, or the other way round.",
      "Change the line named, or allow the URL by a longer rule."),
  ROB_SIZE(
      "ROB-SIZE",
      Severity.MAJOR,
      "is too large",
      "Search engines read the first 500 KiB and ignore the rest.",
      "Shorten robots.txt."),
  ROB_STATUS(
      "ROB-STATUS",
      Severity.CRITICAL,
      "does not answer as a file",
      "A 4xx allows everything; a 429 or 5xx stops all crawling of the site.",
      "Answer 200 with the rules."),
  ROB_SITEMAP(
      "ROB-SITEMAP",
      Severity.MINOR,
      "names other sitemaps",
      "Search engines look for the sitemap where it no longer is.",
      "Name the sitemaps of the new site, absolute, in robots.txt."),
  BOT_ERRORS(
      "BOT-ERRORS",
      Severity.CRITICAL,
      "answers errors to crawlers",
      "Pages that fail several times are dropped, and the site is crawled more slowly.",
      "See which template fails and on which storefront."),
  BOT_DROP(
      "BOT-DROP",
      Severity.MAJOR,
      "is crawled less than before",
      "A fall of crawling comes before a fall of rankings.",
      "See whether answers became slower, failed, or were blocked."),
  BOT_FAKE(
      "BOT-FAKE",
      Severity.MINOR,
      "is asked by a crawler that is none",
      "It sees what search engines see, and costs what they cost.",
      "Limit it by address; nothing is lost in search.");

  private static final Map<String, Rule> BY_ID =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Rule::id, Function.identity()));

  private final String id;
  private final Severity severity;
  private final String title;
  private final String consequence;
  private final String remedy;

  Rule(String id, Severity severity, String title, String consequence, String remedy) {
    this.id = id;
    this.severity = severity;
    this.title = title;
    this.consequence = consequence;
    this.remedy = remedy;
  }

  /** Null: there is none of that id. */
  public static @Nullable Rule byId(String id) {
    return BY_ID.get(id);
  }

  /** As people write it: {@code SEO-TITLE}. */
  public String id() {
    return id;
  }

  /** Where the configuration says nothing else. */
  public Severity severity() {
    return severity;
  }

  /** What is wrong with a URL, as the end of a sentence that begins with it. */
  public String title() {
    return title;
  }

  /** What a search engine will do about it. */
  public String consequence() {
    return consequence;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  @Override
  public String toString() {
    return id;
  }
}
