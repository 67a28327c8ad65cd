package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An audit that is over.
 *
 * @param audit its name, as in the command: {@code redirects}, {@code sitemap}, {@code parity},
 *     {@code robots}, {@code crawl-log}
 * @param title for people: {@code Redirect audit}
 * @param subject what was audited: {@code www.shop.example · 12 480 redirects of legacy.csv}
 * @param checked how many URLs
 * @param basis what the findings are read against
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
    Basis basis,
    List<Table> tables,
    List<String> notes) {
  public AuditReport {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /** Of an audit that tells nothing of what it judged by. */
  public AuditReport(
      String audit,
      String title,
      String subject,
      Instant started,
      Duration took,
      long checked,
      Findings findings,
      List<Table> tables,
      List<String> notes) {
    this(audit, title, subject, started, took, checked, findings, Basis.UNTOLD, tables, notes);
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

  /**
   * What the findings are read against: 41 pages are many of 600 and few of a million.
   *
   * @param rules all that were judged by, also those that found nothing; empty: not told
   * @param pages how many URLs of each template were checked; empty: not told
   * @param settings the thresholds and limits that held, in order
   */
  public record Basis(Set<Rule> rules, Map<String, Long> pages, List<Setting> settings) {
    public static final Basis UNTOLD = new Basis(Set.of(), Map.of(), List.of());

    public Basis {
      rules = Set.copyOf(rules);
      pages = Map.copyOf(pages);
      settings = List.copyOf(settings);
    }
  }

  /** A threshold or a limit, in words. */
  public record Setting(String name, String value) {}
}
