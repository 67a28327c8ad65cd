package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is known when all is checked.
 *
 * @param stands whether a finding is one after all: some are none unless there are many like them
 * @param tables for the report
 * @param notes for the report
 * @param basis for the report
 */
public record Conclusion(
    Predicate<Finding> stands,
    List<AuditReport.Table> tables,
    List<String> notes,
    AuditReport.Basis basis) {
  public static final Conclusion NONE = new Conclusion(_ -> true, List.of(), List.of());

  public Conclusion {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /** Of an audit that tells nothing of what it judged by. */
  public Conclusion(Predicate<Finding> stands, List<AuditReport.Table> tables, List<String> notes) {
    this(stands, tables, notes, AuditReport.Basis.UNTOLD);
  }
}
