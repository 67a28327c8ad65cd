package dev.crossfade.seo.audit.parity;

import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Audit;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.audit.Checked;
import dev.crossfade.seo.audit.Conclusion;
import dev.crossfade.seo.audit.PageReading;
import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.parity.KnownSite;
import dev.crossfade.seo.parity.Parity;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.parity.TemplateMemory;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Asks both storefronts for each page, and judges next's by legacy's. */
public final class ParityAudit implements Audit<WebUrl> {
  private static final int SITE_PAGES = 50_000;
  private static final String PAGE = "page";
  private static final String FOUND = "found";
  private static final String UNASKED = "unasked";
  private static final String SAME = "same";
  private static final String OTHER = "other";

  private final Shop shop;
  private final Pages pages;
  private final Severities severities;
  private final Templates templates;
  private final Fetching fetching;
  private final PageReading reader;
  private final KnownSite site;
  private final Parity parity;
  private final TemplateMemory memory;
  private final Map<String, AtomicInteger> askedTwice = new ConcurrentHashMap<>();
  private final Noise noise = new Noise();
  private final Map<String, Integer> seen = new TreeMap<>();
  private final Map<String, Integer> found = new TreeMap<>();
  private int unasked;

  private ParityAudit(
      Shop shop,
      Pages pages,
      Severities severities,
      Templates templates,
      Fetching fetching,
      PageReader reader) {
    this.shop = shop;
    this.pages = pages;
    this.severities = severities;
    this.templates = templates;
    this.fetching = fetching;
    this.reader = new PageReading(reader);
    this.site =
        new KnownSite(
            shop.origin(),
            Set.of(shop.legacy(), shop.next()),
            shop.redirects(),
            _ -> false,
            SITE_PAGES);
    this.parity = new Parity(site, severities);
    this.memory = new TemplateMemory(severities);
  }

  /** Tells the pages, as the public asks for them. */
  @FunctionalInterface
  public interface Pages {
    void forEach(Consumer<WebUrl> each) throws IOException, InterruptedException;
  }

  /**
   * The shop on both sides.
   *
   * @param origin the public one
   * @param redirects where the redirect map leads from an address; the address itself: nowhere
   */
  public record Shop(WebUrl origin, WebUrl legacy, WebUrl next, UnaryOperator<WebUrl> redirects) {}

  /**
   * An audit that can begin.
   *
   * @param nobody an address that the shop has never had
   */
  public static ParityAudit of(
      Shop shop,
      Pages pages,
      Severities severities,
      Templates templates,
      Fetching fetching,
      PageReader reader,
      WebUrl nobody)
      throws InterruptedException {
    ParityAudit audit = new ParityAudit(shop, pages, severities, templates, fetching, reader);
    audit.lookAtNothing(Side.LEGACY, nobody.at(shop.legacy()));
    audit.lookAtNothing(Side.NEXT, nobody.at(shop.next()));
    return audit;
  }

  private void lookAtNothing(Side side, WebUrl nobody) throws InterruptedException {
    if (fetching.get(nobody) instanceof Answered(var answer)) {
      site.rememberNotFound(side, reader.read(answer));
    }
  }

  @Override
  public void subjects(Consumer<WebUrl> each) throws IOException, InterruptedException {
    pages.forEach(each);
  }

  @Override
  public Checked check(WebUrl url) throws InterruptedException {
    WebUrl legacyUrl = url.at(shop.legacy());
    Fetched legacy = fetching.get(legacyUrl);
    Fetched next = fetching.get(onNext(url));
    String template = templates.nameOf(url.path());
    String shown = url.at(shop.origin()).toString();
    return switch (legacy) {
      case Failed _ -> new Checked(List.of(), List.of(UNASKED), false);
      case Answered(var answer) -> {
        Page before = reader.read(answer);
        site.remember(Side.LEGACY, before);
        yield switch (next) {
          case Failed failed -> silent(shown, template, before, failed);
          case Answered(var after) ->
              compare(shown, template, legacyUrl, before, reader.read(after));
        };
      }
    };
  }

  /** Where the page is on next, by the redirect map. */
  private WebUrl onNext(WebUrl url) {
    WebUrl target = shop.redirects().apply(url.at(shop.origin()));
    return site.isOwn(target) ? target.at(shop.next()) : target;
  }

  /** A page that legacy answers and next does not. */
  private Checked silent(String url, String template, Page before, Failed failed) {
    List<String> facts = List.of(PAGE + " " + template, FOUND + " " + template);
    Severity severity = severities.of(Rule.SEO_STATUS, template);
    return severity == null
        ? new Checked(List.of(), facts, false)
        : new Checked(
            List.of(
                new Finding(
                    Rule.SEO_STATUS,
                    severity,
                    url,
                    template,
                    Integer.toString(before.status()),
                    "no answer",
                    "next does not answer: " + failed.message(),
                    "")),
            facts,
            false);
  }

  private Checked compare(String url, String template, WebUrl legacyUrl, Page legacy, Page next)
      throws InterruptedException {
    site.remember(Side.NEXT, next);
    List<Finding> findings = new ArrayList<>(parity.compare(url, template, legacy, next));
    List<String> facts = new ArrayList<>();
    if (!findings.isEmpty() && isSampled(template)) {
      Set<Rule> jitter = jitter(url, template, legacyUrl, legacy);
      for (Finding finding : findings) {
        boolean same = !jitter.contains(finding.rule());
        facts.add((same ? SAME : OTHER) + " " + finding.rule().id() + " " + template);
      }
      findings.removeIf(finding -> jitter.contains(finding.rule()));
    }
    findings.addAll(memory.observe(url, template, legacy, next));
    facts.add(PAGE + " " + template);
    if (!findings.isEmpty()) {
      facts.add(FOUND + " " + template);
    }
    return new Checked(findings, facts, true);
  }

  private boolean isSampled(String template) {
    return askedTwice.computeIfAbsent(template, _ -> new AtomicInteger()).incrementAndGet()
        <= Noise.SAMPLE;
  }

  /** By which rules legacy differs from itself. */
  private Set<Rule> jitter(String url, String template, WebUrl legacyUrl, Page legacy)
      throws InterruptedException {
    Set<Rule> rules = new HashSet<>();
    if (fetching.get(legacyUrl) instanceof Answered(var answer)) {
      for (Finding finding : parity.compare(url, template, legacy, reader.read(answer))) {
        rules.add(finding.rule());
      }
    }
    return rules;
  }

  @Override
  public void learn(String fact) {
    String[] words = fact.split(" ", 3);
    switch (words[0]) {
      case PAGE -> seen.merge(words[1], 1, Integer::sum);
      case FOUND -> found.merge(words[1], 1, Integer::sum);
      case UNASKED -> unasked++;
      case SAME, OTHER -> {
        Rule rule = Rule.byId(words[1]);
        if (rule != null) {
          noise.looked(rule, words[2], words[0].equals(OTHER));
        }
      }
      default -> throw new IllegalStateException("no fact of a parity audit: " + fact);
    }
  }

  @Override
  public Conclusion conclude(Consumer<Finding> more) {
    List<String> notes = new ArrayList<>(noise.notes());
    if (unasked > 0) {
      notes.add("%,d pages were not compared: legacy did not answer.".formatted(unasked));
    }
    Map<String, Long> counts = new TreeMap<>();
    seen.forEach((template, count) -> counts.put(template, count.longValue()));
    return new Conclusion(
        noise::stands, List.of(table()), notes, new AuditReport.Basis(Set.of(), counts, List.of()));
  }

  private AuditReport.Table table() {
    List<List<String>> rows = new ArrayList<>();
    seen.forEach(
        (template, count) ->
            rows.add(
                List.of(
                    template,
                    count.toString(),
                    Integer.toString(found.getOrDefault(template, 0)))));
    return new AuditReport.Table(
        "By template",
        "How many pages of each template were compared, and on how many of them something was found.",
        List.of("template", "pages", "with findings"),
        rows,
        2);
  }
}
