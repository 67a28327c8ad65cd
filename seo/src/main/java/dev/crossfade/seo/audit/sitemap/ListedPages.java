package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.audit.Checked;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching.Journey.End;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.robots.Ruling;
import dev.crossfade.seo.sitemap.SitemapSink;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;

/** Judges pages that a sitemap lists. Thread-safe. */
final class ListedPages {
  private final Landing.Scout scout;
  private final Found.Words words;

  ListedPages(Landing.Scout scout, Found.Words words) {
    this.scout = scout;
    this.words = words;
  }

  Checked check(Subject.Listed listed) throws InterruptedException {
    WebUrl url = listed.page().url();
    String place = listed.map() + ":" + listed.page().line();
    Found found = new Found(words);
    List<String> facts =
        new ArrayList<>(Versions.facts(Versions.LISTED, url, ofMap(listed.page())));
    checkSelf(found, url, ofMap(listed.page()), "the sitemap", place);
    if (!url.isSameSite(scout.site())) {
      return new Checked(found.all(), facts, true); // told when the map was read
    }
    Ruling ruling = scout.robots().ruling(Landing.CRAWLER, url.target());
    if (!ruling.allowed()) {
      found.add(
          Rule.MAP_BLOCKED,
          url.toString(),
          ruling.toString(),
          "is listed, and " + Landing.CRAWLER + " may not ask for it",
          place);
    }
    Landing landing = scout.look(url);
    judge(found, url, landing, place);
    if (landing.page() != null && landing.journey().hops() == 0) {
      List<Versions.Version> versions = ofPage(landing.page());
      facts.addAll(Versions.facts(Versions.ON_PAGE, url, versions));
      checkSelf(found, url, versions, "the page", place);
    }
    facts.add(landing.fact(url, scout.site()));
    return new Checked(
        found.all(), facts, landing.journey().steps().size() > 1 || landing.last() != null);
  }

  private static void judge(Found found, WebUrl url, Landing landing, String place) {
    String asked = url.toString();
    if (landing.journey().hops() > 0 || landing.journey().end() == End.CIRCLE) {
      found.add(
          Rule.MAP_REDIRECT,
          asked,
          led(landing),
          "is listed, and redirects: " + led(landing),
          place);
    } else if (landing.journey().last() instanceof Failed failed) {
      found.add(Rule.MAP_STATUS, asked, "no answer", "is listed: " + failed.message(), place);
    } else if (landing.status() != 200) {
      found.add(
          Rule.MAP_STATUS,
          asked,
          "" + landing.status(),
          "is listed, and answers " + landing.status(),
          place);
    }
    if (landing.journey().hops() > 0 || landing.page() == null) {
      return;
    }
    if (landing.isNoindex()) {
      String sources = String.join("; ", landing.page().indexing().sources());
      found.add(
          Rule.MAP_NOINDEX, asked, sources, "is listed, and hidden from search: " + sources, place);
    }
    if (landing.elsewhere() != null) {
      found.add(
          Rule.MAP_CANONICAL,
          asked,
          landing.elsewhere().toString(),
          "is listed, and names another page as its canonical: " + landing.elsewhere(),
          place);
    }
  }

  private static String led(Landing landing) {
    int hops = landing.journey().hops();
    String far = hops < 2 ? "" : ", " + hops + " hops away";
    return switch (landing.journey().end()) {
      case ARRIVED -> landing.end() + far + ", which answers " + landing.status();
      case CIRCLE -> "in a circle, back from " + landing.end();
      case TOO_FAR -> "on after " + hops + " hops";
      case NOWHERE -> "to nothing that can be asked for";
      case FAILED -> landing.end() + far + ", which does not answer";
    };
  }

  /** Whoever names versions names itself among them, or search engines believe none. */
  private static void checkSelf(
      Found found, WebUrl url, List<Versions.Version> versions, String who, String place) {
    if (!versions.isEmpty() && versions.stream().noneMatch(each -> each.url().equals(url))) {
      found.add(
          Rule.SEO_HREFLANG,
          url.toString(),
          versions.size() + " versions",
          who + " names " + versions.size() + " language versions of it, and not itself among them",
          place);
    }
  }

  private static List<Versions.Version> ofMap(SitemapSink.Page page) {
    return page.alternates().stream()
        .map(each -> new Versions.Version(each.code(), each.url()))
        .toList();
  }

  private static List<Versions.Version> ofPage(Page page) {
    List<Versions.Version> versions = new ArrayList<>();
    for (Page.Alternate each : page.alternates()) {
      if (each.url() != null) {
        versions.add(new Versions.Version(each.code(), each.url()));
      }
    }
    return versions;
  }
}
