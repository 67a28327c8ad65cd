package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * An audit that is over.
 *
 * @param audit its name, as in the command: {@code redirects}, {@code sitemap}, {@code parity},
 *     {@code robots}, {@code crawl-log}
 * @param title for people: {@code Redirect audit}
 * @param subject what was audited: {@code www.shop.example · 12 480 redirects of legacy.csv}
 * @param checked how many URLs
 * @param tables what else there is to tell, in order
 * @param notes what a reader must know: that it was interrupted, what could not be asked
 */
public record AuditReport(
    String audit,
    String title,
    String subject,
    Instant started,
    Duration took,
    long checked,
    Findings findings,
    List<Table> tables,
    List<String> notes) {
  public AuditReport {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /** All findings; may be millions, so they are walked through and never held. */
  public interface Findings {
    /** Walks through all of them, in the order of their URLs' turn; as often as wanted. */
    void forEach(Consumer<Finding> reader);

    static Findings of(List<Finding> all) {
      List<Finding> kept = List.copyOf(all);
      return kept::forEach;
    }
  }

  /**
   * A table of figures.
   *
   * @param lead a sentence that says what it tells
   * @param bar the column whose numbers are drawn as bars; below 0: none
   */
  public record Table(
      String title, String lead, List<String> columns, List<List<String>> rows, int bar) {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }
}
