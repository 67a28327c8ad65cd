package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.io.OutputStream;

/** One way to write an audit down, as UTF-8. Immutable. */
public sealed interface Report permits CsvReport, HtmlReport, JUnitReport, JsonReport, TextReport {
  /** Writes all of it, and leaves the stream open. */
  void write(AuditReport audit, OutputStream out) throws IOException;
}
