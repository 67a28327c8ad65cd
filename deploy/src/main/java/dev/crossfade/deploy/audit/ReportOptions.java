package dev.crossfade.deploy.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that reports can be told to write. */
public final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "One self-contained HTML page for whom it concerns.")
  @Nullable Path report;

  @Option(names = "--csv", paramLabel = "FILE", description = "All findings as CSV.")
  @Nullable Path csv;

  @Option(names = "--json", description = "One JSON document on standard output.")
  boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "All findings as JUnit XML.")
  @Nullable Path junit;
}
