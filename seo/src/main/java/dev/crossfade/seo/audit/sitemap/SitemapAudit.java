package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Audit;
import dev.crossfade.seo.audit.AuditReport.Basis;
import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.audit.Checked;
import dev.crossfade.seo.audit.Conclusion;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.reconcile.KnownUrls;
import dev.crossfade.seo.reconcile.Live;
import dev.crossfade.seo.reconcile.Source;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.sitemap.HashedUrls;
import dev.crossfade.seo.sitemap.SitemapSink;
import dev.crossfade.seo.sitemap.SitemapSummary;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a sitemap, asks for every page that it lists and, where lists of legacy's are given, for
 * every URL that they have; at the end each of these is in one explained class.
 */
public final class SitemapAudit implements Audit<Subject> {
  private static final int MOST_ROWS = 200;
  private static final Set<Rule> RULES =
      EnumSet.of(
          Rule.MAP_SYNTAX,
          Rule.MAP_LIMIT,
          Rule.MAP_LOC,
          Rule.MAP_LASTMOD,
          Rule.MAP_DUPLICATE,
          Rule.MAP_STATUS,
          Rule.MAP_REDIRECT,
          Rule.MAP_NOINDEX,
          Rule.MAP_CANONICAL,
          Rule.MAP_BLOCKED,
          Rule.SEO_HREFLANG);

  private final SitemapPlan plan;
  private final Fetching maps;
  private final Landing.Scout scout;
  private final Found.Words words;
  private final ListedPages listedPages;
  private final LiveFacts live = new LiveFacts();
  private final Versions versions = new Versions();
  private final KnownUrls known;
  private final HashedUrls listed = new HashedUrls();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Long> pages = new TreeMap<>();
  private long mapsRead;
  private boolean allKnown;

  /**
   * An audit that is yet to begin.
   *
   * @param pages asks for pages
   * @param maps asks for maps, which may be fifty megabytes
   * @param reader of pages; called by many threads
   */
  public SitemapAudit(
      SitemapPlan plan,
      Fetching pages,
      Fetching maps,
      Robots robots,
      Function<Answer, Page> reader,
      Severities severities,
      Templates templates)
      throws IOException {
    this.plan = plan;
    this.maps = maps;
    this.scout = new Landing.Scout(pages, plan.site(), robots, reader);
    this.words = new Found.Words(severities, templates);
    this.listedPages = new ListedPages(scout, words);
    this.known = KnownUrls.open();
  }

  @Override
  public void subjects(Consumer<Subject> each) throws IOException, InterruptedException {
    new MapWalk(maps, plan.site(), plan.now(), plan.trusted(), new Reading(each)).walk(plan.map());
    if (plan.reconciles()) {
      notes.addAll(new LegacySources(plan, maps, known).read());
      allKnown = true;
      known.forEach(
          url -> {
            if (!url.is(Source.SITEMAP)) {
              each.accept(new Subject.Known(url));
            }
          });
    }
  }

  /** Passes pages on as they are read, each once, and what is wrong with a map when it is over. */
  private final class Reading implements MapWalk.Visitor {
    private static final int MOST_FINDINGS = 5_000;

    private final Consumer<Subject> each;
    private Found found = new Found(words);
    private long more;

    Reading(Consumer<Subject> each) {
      this.each = each;
    }

    @Override
    public void onPage(String map, SitemapSink.Page page) {
      if (!listed.add(key(page.url()))) {
        problem(
            map,
            new SitemapSink.Problem(
                Rule.MAP_DUPLICATE, page.line(), page.url().toString(), "is listed again"));
        return;
      }
      if (plan.reconciles() && page.url().isSameSite(plan.site())) {
        try {
          known.add(page.url().target(), Source.SITEMAP, 0);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      each.accept(new Subject.Listed(map, page));
    }

    @Override
    public void onProblem(String map, SitemapSink.Problem problem) {
      problem(map, problem);
      if (problem.rule() == Rule.MAP_STATUS) {
        flush(map); // there is no map whose end would come
      }
    }

    private void problem(String map, SitemapSink.Problem problem) {
      if (found.size() >= MOST_FINDINGS) {
        more++;
        return;
      }
      boolean named = !problem.subject().isEmpty() && WebUrl.parse(problem.subject()) != null;
      String place = problem.line() == 0 ? map : map + ":" + problem.line();
      found.add(
          problem.rule(),
          named ? problem.subject() : map,
          problem.subject(),
          problem.message() + (named ? " (" + place + ")" : ""),
          place);
    }

    @Override
    public void onEnd(String map, SitemapSummary summary) {
      mapsRead++;
      if (rows.size() < MOST_ROWS) {
        rows.add(
            List.of(
                map,
                summary.kind().toString(),
                "" + summary.entries(),
                "" + summary.bytes(),
                summary.compressed() ? "gzip" : "",
                "" + summary.images(),
                "" + summary.videos(),
                "" + summary.news(),
                "" + summary.alternates()));
      }
      flush(map);
    }

    private void flush(String map) {
      if (more > 0) {
        found = withMore(map);
      }
      List<Finding> findings = List.copyOf(found.all());
      found = new Found(words);
      more = 0;
      each.accept(new Subject.ReadMap(map, findings));
    }

    private Found withMore(String map) {
      found.add(
          Rule.MAP_SYNTAX,
          map,
          "",
          "has %,d more problems, which are not told".formatted(more),
          map);
      return found;
    }
  }

  @Override
  public Checked check(Subject subject) throws InterruptedException {
    return switch (subject) {
      case Subject.Listed page -> listedPages.check(page);
      case Subject.ReadMap map -> Checked.of(map.findings());
      case Subject.Known(var url) -> {
        WebUrl asked = plan.site().resolve(url.target());
        if (asked == null) {
          yield Checked.FINE;
        }
        Landing landing = scout.look(asked);
        yield new Checked(
            List.of(),
            List.of(landing.fact(asked, plan.site())),
            landing.journey().hops() > 0 || landing.last() != null);
      }
    };
  }

  @Override
  public void learn(String fact) {
    if (!Versions.isOne(fact)) {
      WebUrl url = plan.site().resolve(live.learn(fact));
      if (url != null) {
        pages.merge(words.templates().nameOf(url.path()), 1L, Long::sum);
      }
      return;
    }
    try {
      versions.learn(fact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Conclusion conclude(Consumer<Finding> more) {
    List<Table> tables = new ArrayList<>();
    try {
      versions.judge(words, url -> listed.contains(key(url)), this::wasRead, more);
      if (plan.reconciles() && allKnown) {
        Reconciliation reconciliation = new Reconciliation(plan.site(), this::live, words, more);
        known.forEach(reconciliation);
        tables.addAll(reconciliation.ranking().tables());
      } else if (plan.reconciles()) {
        notes.add("Nothing was reconciled: the audit ended before all that is known was read.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tables.add(
        new Table(
            "Sitemaps",
            mapsRead > rows.size()
                ? "The first %,d of %,d.".formatted(rows.size(), mapsRead)
                : "What was read.",
            List.of(
                "Sitemap",
                "Kind",
                "Entries",
                "Bytes",
                "Packed",
                "Images",
                "Videos",
                "News",
                "Versions"),
            rows,
            2));
    Set<Rule> judgedBy = EnumSet.copyOf(RULES);
    if (plan.reconciles()) {
      judgedBy.addAll(List.of(Rule.MAP_MISSING, Rule.RED_MISSING));
    }
    return new Conclusion(_ -> true, tables, notes, new Basis(judgedBy, pages, List.of()));
  }

  /** Of the site's own pages only what is asked of it: so a redirect's end is found again. */
  private String key(WebUrl url) {
    return url.isSameSite(plan.site()) ? url.target() : url.toString();
  }

  private Live live(String target) {
    return live.of(target, listed::containsHash);
  }

  private boolean wasRead(WebUrl url) {
    if (!url.isSameSite(plan.site())) {
      return false;
    }
    return switch (live(url.target())) {
      case Live.Page _, Live.Hidden _, Live.Copy _ -> true;
      case Live.Moved _,
          Live.Astray _,
          Live.Gone _,
          Live.Missing _,
          Live.Broken _,
          Live.Unasked _ ->
          false;
    };
  }

  /** Its files are gone afterwards. */
  @Override
  public void close() throws IOException {
    try (known) {
      versions.close();
    }
  }
}
