package dev.crossfade.deploy.crawl;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.Crawlers;
import dev.crossfade.cohorts.crawlers.VerifiedCrawlers;
import dev.crossfade.cohorts.sources.RangeFiles;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.value.Cidr;
import dev.crossfade.deploy.audit.Outputs;
import dev.crossfade.deploy.audit.Refusal;
import dev.crossfade.deploy.audit.ReportOptions;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.audit.AuditReport.Findings;
import dev.crossfade.seo.crawl.CrawlKind;
import dev.crossfade.seo.crawl.CrawlStudy;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.log.AccessLine;
import dev.crossfade.seo.log.AccessLog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code crawl-log}: what crawlers did, told from access logs. */
@Command(
    name = "crawl-log",
    description = {
      "What crawlers did, told from access logs: hits by crawler, storefront, template, status and",
      "hour, what changed, and what is wrong. Logs may be packed with gzip; - is standard input."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade crawl-log access.log",
      "  crossfade crawl-log -c crossfade.yaml access.log.2.gz access.log.1 --report crawl.html",
      "  crossfade crawl-log access.log --split 2026-11-20T08:00:00Z   # before and after a stage",
      "",
      "With -c, templates are named and crawlers verified by crawlers.verify.ranges. The gateway's own",
      "log says by itself who was verified.",
      "",
      "Exit codes: 0 nothing wrong, 1 findings, 2 a file cannot be read or has no line of a log."
    },
    mixinStandardHelpOptions = true)
public final class CrawlLogCommand extends Speaking {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Access logs, in any order.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "combined, json (the gateway's own), or auto (${DEFAULT-VALUE}).",
      converter = FormatName.class,
      defaultValue = "auto")
  private AccessLog.Format format;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration: templates, and ranges of crawlers (none).")
  private @Nullable Path config;

  @Option(
      names = "--split",
      paramLabel = "TIME",
      description = "Before and after this moment are compared (the middle of the logs).")
  private @Nullable String split;

  @Mixin private ReportOptions reports;

  CrawlLogCommand(Cli.Streams streams) {
    super(streams);
  }

  /** What a configuration says, or what holds without one. */
  private record Known(Crawlers crawlers, Templates templates) {}

  @Override
  public Integer call() {
    try {
      return study();
    } catch (Refusal e) {
      complain(String.valueOf(e.getMessage()));
      return e.exit();
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.PROBLEM;
    }
  }

  private int study() throws Refusal, IOException {
    Instant started = Instant.now();
    Outputs outputs = Outputs.of(reports);
    Known known = known();
    Long moment = moment();
    CrawlStudy study = new CrawlStudy();
    long lines = 0;
    List<String> notes = new ArrayList<>();
    for (Path file : files) {
      lines += read(file, known, study, notes);
    }
    if (lines == 0) {
      throw Refusal.problem(
          files.size() == 1
              ? files.getFirst() + ": no line of an access log in it (expected: combined or json)"
              : "no line of an access log in these files (expected: combined or json)");
    }
    if (study.dropped() > 0) {
      notes.add("%,d requests were too many kinds to be told apart.".formatted(study.dropped()));
    }
    List<Finding> findings = study.isEmpty() ? List.of() : study.findings();
    outputs.write(report(study, findings, started, moment, lines, notes), streams().out());
    return findings.isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  private long read(Path file, Known known, CrawlStudy study, List<String> notes)
      throws IOException {
    AccessLog.Tally tally;
    try {
      tally =
          file.equals(STANDARD_INPUT)
              ? AccessLog.read(System.in, format, line -> onLine(line, known, study))
              : AccessLog.read(file, format, line -> onLine(line, known, study));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": does not exist", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    if (tally.strange() > 0) {
      notes.add(
          "%s: %,d of %,d lines are none of an access log, the first is line %,d."
              .formatted(file, tally.strange(), tally.lines(), tally.firstStrange()));
    }
    return tally.lines() - tally.strange();
  }

  private static void onLine(AccessLine line, Known known, CrawlStudy study) {
    long second = line.at().getEpochSecond();
    study.onTime(second);
    LoggedCrawler crawler = LoggedCrawler.of(line, known.crawlers);
    if (crawler == null) {
      return;
    }
    String host = line.host() == null ? "" : line.host();
    String url = host + line.path() + (line.query().isEmpty() ? "" : "?" + line.query());
    String backend = line.backend() == null ? "" : line.backend();
    CrawlKind kind =
        new CrawlKind(
            second / 3_600,
            crawler.name(),
            crawler.standing(),
            backend,
            line.status(),
            known.templates.nameOf(line.path()));
    study.onHit(kind, second, url, Buckets.hash(url));
  }

  private Known known() throws Refusal {
    if (config == null) {
      return new Known(VerifiedCrawlers.of(Map.of(), null), Templates.of(List.of()));
    }
    Config read =
        switch (ConfigLoader.ofEnvironment().load(config)) {
          case Loaded.Valid valid -> valid.config();
          case Loaded.Invalid invalid -> throw Refusal.problem(lines(invalid.problems()));
        };
    Map<String, List<Cidr>> ranges;
    List<String> problems = new ArrayList<>();
    ranges = RangeFiles.read(read.crawlers().verify().ranges(), problems);
    if (!problems.isEmpty()) {
      throw Refusal.problem(String.join(System.lineSeparator(), problems));
    }
    return new Known(VerifiedCrawlers.of(ranges, null), Templates.of(read.seo().templates()));
  }

  private static String lines(List<Problem> problems) {
    return problems.stream()
        .map(Problem::toString)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private @Nullable Long moment() throws Refusal {
    try {
      return split == null ? null : Instant.parse(split).getEpochSecond();
    } catch (DateTimeException e) {
      throw Refusal.problem(
          "--split " + split + " (expected: a time such as 2026-11-20T08:00:00Z)");
    }
  }

  private AuditReport report(
      CrawlStudy study,
      List<Finding> findings,
      Instant started,
      @Nullable Long moment,
      long lines,
      List<String> notes) {
    String subject =
        "%,d requests of crawlers in %,d lines of %s · %s to %s"
            .formatted(
                study.hits(),
                lines,
                files.stream().map(Path::toString).collect(Collectors.joining(", ")),
                Instant.ofEpochSecond(study.first()),
                Instant.ofEpochSecond(study.last()));
    return new AuditReport(
        "crawl-log",
        "Crawl report",
        subject,
        started,
        Duration.between(started, Instant.now()),
        study.urls(),
        Findings.of(findings),
        new AuditReport.Basis(
            Set.of(Rule.BOT_ERRORS, Rule.BOT_DROP, Rule.BOT_FAKE, Rule.SEO_FLIP),
            Map.of(),
            List.of()),
        study.isEmpty() ? List.of() : study.tables(moment),
        notes);
  }
}
