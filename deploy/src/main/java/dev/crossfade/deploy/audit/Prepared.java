package dev.crossfade.deploy.audit;

import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.Audit;
import java.util.List;

/**
 * An audit that can begin.
 *
 * @param title of its report: {@code Redirect audit}
 * @param subject of its report: {@code www.shop.example · 12 480 redirects of legacy.csv}
 * @param total how many subjects there are; below 0: not known before
 * @param notes what a reader must know whatever comes of it
 */
record Prepared<S>(
    Audit<S> audit, Asked asked, String title, String subject, long total, List<String> notes) {
  Prepared {
    notes = List.copyOf(notes);
  }
}
