package dev.crossfade.seo.parity;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is usual for the pages of each template on each storefront: how they are built
 * (SEO-TEMPLATE) and how soon their first byte comes (SEO-TTFB). Pages that are seen in the same
 * order give the same findings. Bounded: the template that was not seen for longest is forgotten.
 * Thread-safe.
 */
public final class TemplateMemory {
  private static final int MOST_TEMPLATES = 256;

  private final Severities severities;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Template> templates = new LinkedHashMap<>(16, 0.75f, true);

  /** What is known of one template. */
  private static final class Template {
    final UsualShape legacy = new UsualShape();
    final UsualShape next = new UsualShape();
    final FirstBytes firstBytes = new FirstBytes();
  }

  public TemplateMemory(Severities severities) {
    this.severities = severities;
  }

  /**
   * Takes two pages down, and says what of next's is unusual that of legacy's is not.
   *
   * @param url of the page, as the public asks for it
   */
  public List<Finding> observe(String url, String template, Page legacy, Page next) {
    if (Pair.Kind.of(legacy.status()) != Pair.Kind.ANSWER
        || Pair.Kind.of(next.status()) != Pair.Kind.ANSWER) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    lock.lock();
    try {
      Template known = templates.computeIfAbsent(template, _ -> new Template());
      if (templates.size() > MOST_TEMPLATES) {
        templates.remove(templates.keySet().iterator().next());
      }
      if (legacy.html() && next.html()) {
        Noted noted = new Noted();
        shape(known, template, legacy, next, noted);
        add(noted, Rule.SEO_TEMPLATE, url, template, findings);
      }
      if (legacy.firstByteNanos() >= 0 && next.firstByteNanos() >= 0) {
        Noted noted = new Noted();
        known.firstBytes.add(legacy.firstByteNanos(), next.firstByteNanos(), template, noted);
        add(noted, Rule.SEO_TTFB, url, template, findings);
      }
    } finally {
      lock.unlock();
    }
    return List.copyOf(findings);
  }

  private static void shape(Template known, String template, Page legacy, Page next, Notes notes) {
    UsualShape.Likeness was = known.legacy.add(legacy.shape());
    UsualShape.Likeness is = known.next.add(next.shape());
    if (is.isUnusual() && !was.isUnusual()) {
      notes.add(
          "as usual (likeness %.2f)".formatted(was.toOthers()),
          "likeness %.2f, usual %.2f".formatted(is.toOthers(), is.usual()),
          "is built unlike the other pages of template %s on next (likeness %.2f, usually %.2f)"
              .formatted(template, is.toOthers(), is.usual()),
          "");
    }
  }

  private void add(Noted noted, Rule rule, String url, String template, List<Finding> findings) {
    Severity severity = severities.of(rule, template);
    if (severity != null) {
      noted.addTo(findings, rule, severity, url, template);
    }
  }
}
