package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A walk through findings that ends at the first one that cannot be written. */
final class Walk {
  private Walk() {}

  /** Writes one finding. */
  @FunctionalInterface
  interface Step {
    void write(Finding finding) throws IOException;
  }

  static void through(AuditReport.Findings findings, Step step) throws IOException {
    try {
      findings.forEach(
          finding -> {
            try {
              step.write(finding);
            } catch (IOException e) {
              throw new Stopped(e);
            }
          });
    } catch (Stopped stopped) {
      throw stopped.reason;
    }
  }

  /** Ours, told apart from what the findings themselves throw. */
  private static final class Stopped extends UncheckedIOException {
    private final IOException reason;

    Stopped(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
