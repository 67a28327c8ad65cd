package dev.crossfade.deploy.audit;

import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Where reports go. */
record Outputs(AuditOptions options) {
  static Outputs of(AuditOptions options) throws Refusal {
    return new Outputs(options);
  }

  void write(AuditReport report, PrintStream out) throws IOException {
    if (options.json) {
      out.println("{\"audit\":\"" + report.audit() + "\"}");
    }
  }

  /** Which files there are now, a line each. */
  List<String> written() {
    return List.of();
  }
}
