package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.change.Change;
import dev.crossfade.config.change.Changes;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.yaml.YamlReader;
import dev.crossfade.deploy.explain.DiffReport;
import dev.crossfade.deploy.explain.Movement;
import dev.crossfade.deploy.explain.Side;
import dev.crossfade.deploy.gateway.DryRun;
import dev.crossfade.rollout.PlanChanges;
import dev.crossfade.routing.Decider;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code diff}: what a new configuration would change. */
@Command(
    name = "diff",
    description = {
      "What a new configuration would change: keys, and for URLs which decisions move.",
      "Exits 0 when nothing does, 1 when something does."
    },
    mixinStandardHelpOptions = true)
final class DiffCommand extends Speaking {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Option(
      names = {"-c", "--config"},
      description = "The new configuration (default: ${DEFAULT-VALUE}).",
      paramLabel = "NEW",
      defaultValue = "crossfade.yaml")
  private Path file;

  @Option(
      names = "--against",
      description = "The old one; -: standard input, as if it stood beside the new one.",
      paramLabel = "OLD",
      required = true)
  private Path against;

  @Option(
      names = "--urls",
      description = "URLs, paths of seo.origin, or an access log of ours; one a line.",
      paramLabel = "FILE")
  private @Nullable Path urls;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  DiffCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    ConfigLoader loader = ConfigLoader.ofEnvironment();
    Loaded old;
    try {
      old = old(loader);
    } catch (IOException e) {
      complain("standard input cannot be read: " + e.getMessage());
      return Exit.PROBLEM;
    }
    Loaded young = loader.load(file);
    if (old instanceof Loaded.Valid before && young instanceof Loaded.Valid now) {
      return compare(before, now);
    }
    complainOf(old);
    complainOf(young);
    return Exit.PROBLEM;
  }

  private Loaded old(ConfigLoader loader) throws IOException {
    return against.equals(STANDARD_INPUT)
        ? loader.read(
            System.in.readNBytes(YamlReader.MAX_BYTES + 1),
            "standard input",
            file.resolveSibling("standard input"))
        : loader.load(against);
  }

  private void complainOf(Loaded loaded) {
    if (loaded instanceof Loaded.Invalid invalid) {
      invalid.problems().stream().map(Problem::toString).forEach(this::complain);
    }
  }

  private int compare(Loaded.Valid before, Loaded.Valid now) {
    List<Change> changes =
        Changes.between(side(before.config(), against), side(now.config(), file));
    List<String> plans = PlanChanges.between(before.config(), now.config());
    return urls == null
        ? show(new DiffReport(changes, plans, null))
        : compare(changes, plans, before, now, urls);
  }

  private static String name(Path written) {
    return written.equals(STANDARD_INPUT) ? "standard input" : written.toString();
  }

  private Changes.Side side(Config config, Path written) {
    Path beside = written.equals(STANDARD_INPUT) ? file : written;
    return new Changes.Side(config, beside.toAbsolutePath().resolveSibling(""));
  }

  private int compare(
      List<Change> changes, List<String> plans, Loaded.Valid before, Loaded.Valid now, Path list) {
    DryRun old = DryRun.of(before, name(against));
    DryRun young = DryRun.of(now, name(file));
    Decider.Draft oldDraft = old.draft();
    Decider.Draft youngDraft = young.draft();
    if (oldDraft == null || youngDraft == null) {
      complainOf(old.outcome());
      complainOf(young.outcome());
      return Exit.PROBLEM;
    }
    long moment = System.currentTimeMillis();
    Movement movement =
        new Movement(
            new Side(before.config(), oldDraft, moment),
            new Side(now.config(), youngDraft, moment));
    Movement.Found found;
    try (Reader in = open(list)) {
      found = movement.read(in, list.toString());
    } catch (IOException e) {
      complain("--urls " + list + " cannot be read (expected: a file of URLs): " + e.getMessage());
      return Exit.PROBLEM;
    }
    found.complaints().forEach(this::complain);
    return found.urls() == 0 && found.unread() > 0
        ? Exit.PROBLEM
        : show(new DiffReport(changes, plans, found));
  }

  /** What is no UTF-8 is read all the same: it is some line's trouble, not that of the others. */
  private static Reader open(Path list) throws IOException {
    return new InputStreamReader(Files.newInputStream(list), StandardCharsets.UTF_8);
  }

  private int show(DiffReport report) {
    if (json) {
      say(report.json().toString());
    } else {
      report.lines().forEach(this::say);
    }
    return report.isEmpty() ? Exit.OK : Exit.FINDINGS;
  }
}
