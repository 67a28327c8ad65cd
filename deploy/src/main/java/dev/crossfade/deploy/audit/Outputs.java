package dev.crossfade.deploy.audit;

import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.report.CsvReport;
import dev.crossfade.seo.report.HtmlReport;
import dev.crossfade.seo.report.JUnitReport;
import dev.crossfade.seo.report.JsonReport;
import dev.crossfade.seo.report.Report;
import dev.crossfade.seo.report.ReportFiles;
import dev.crossfade.seo.report.ReportFiles.Target;
import dev.crossfade.seo.report.TextReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Where reports go: files, and standard output.
 *
 * @param names of the files
 * @param json whether standard output gets the document, and not the text for people
 */
public record Outputs(ReportFiles files, List<Path> names, boolean json) {
  public Outputs {
    names = List.copyOf(names);
  }

  /** Looks at them before the audit begins. */
  public static Outputs of(ReportOptions options) throws Refusal {
    List<Target> targets = new ArrayList<>();
    Path csv = options.csv;
    if (options.report != null) {
      Report html = csv == null ? new HtmlReport() : HtmlReport.beside(csv.toString());
      targets.add(new Target(options.report, html));
    }
    if (csv != null) {
      targets.add(new Target(csv, new CsvReport()));
    }
    if (options.junit != null) {
      targets.add(new Target(options.junit, new JUnitReport()));
    }
    try {
      return new Outputs(
          ReportFiles.of(targets), targets.stream().map(Target::file).toList(), options.json);
    } catch (IllegalArgumentException e) {
      throw Refusal.problem(String.valueOf(e.getMessage()));
    }
  }

  /** Writes all of them. */
  public void write(AuditReport report, PrintStream out) throws IOException {
    files.write(report);
    if (json) {
      new JsonReport().write(report, out);
      return;
    }
    boolean coloured = out.equals(System.out) && CommandLine.Help.Ansi.AUTO.enabled();
    (coloured ? TextReport.coloured() : TextReport.plain()).write(report, out);
    for (Path name : names) {
      out.println("written: " + name);
    }
  }
}
