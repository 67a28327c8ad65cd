package dev.crossfade.seo.live;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.parity.KnownSite;
import dev.crossfade.seo.parity.Parity;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.parity.TemplateMemory;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages of replies and compares two of them, by one configuration. Keeps no body.
 * Thread-safe, and takes milliseconds of CPU.
 */
final class PairReader {
  private final PageReader reader;
  private final KnownSite site;
  private final Parity parity;
  private final TemplateMemory memory;
  private final int mostBody;

  PairReader(LiveSettings settings, KnownSite site) {
    Severities severities = Severities.of(settings.seo().rules());
    this.mostBody = settings.mostBody();
    this.reader = new PageReader(Selectors.readable(settings.seo().ignore()), mostBody);
    this.site = site;
    this.parity = new Parity(site, severities);
    this.memory = new TemplateMemory(severities);
  }

  /** Null: it cannot be read. */
  @Nullable Page read(PageRequest request, Reply.Answered reply) {
    WebUrl url = request.url();
    Bodies.Plain body = Bodies.read(reply, mostBody);
    if (url == null || body == null) {
      return null;
    }
    Fields fields = new Fields(reply.fields());
    return reader.read(
        new Answer(url, reply.status(), fields, body.bytes(), body.cut(), reply.firstByteNanos()));
  }

  /** What next says worse than legacy; both are kept in mind for other pages. */
  List<Finding> compare(PageRequest request, Page legacy, Page next) {
    site.remember(Side.LEGACY, legacy);
    site.remember(Side.NEXT, next);
    String url = request.text();
    String template = request.of().template();
    List<Finding> findings = new ArrayList<>(parity.compare(url, template, legacy, next));
    findings.addAll(memory.observe(url, template, legacy, next));
    return findings;
  }

  /** What legacy contradicts in itself. */
  List<Finding> contradictions(PageRequest request, Page once, Page again) {
    return parity.compare(request.text(), request.of().template(), once, again);
  }

  /** What a storefront says where there is nothing. */
  void onNotFound(Side side, Page page) {
    site.rememberNotFound(side, page);
  }
}
