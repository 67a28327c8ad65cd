package dev.crossfade.deploy.rollout;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.deploy.cli.ByConfig;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.rollout.runbook.Runbook;
import dev.crossfade.rollout.runbook.RunbookHtml;
import dev.crossfade.rollout.runbook.RunbookMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runbook}: the plan of a rollout as a document. */
@Command(
    name = "runbook",
    description = {
      "Prints a rollout as a document: stages, gates, triggers, what a rollback reverts and what",
      "needs a forward fix, who decides, exact commands."
    },
    mixinStandardHelpOptions = true)
public final class RunbookCommand extends ByConfig {
  @Option(names = "--unit", description = "All without it.", paramLabel = "UNIT")
  private @Nullable String unit;

  @Option(
      names = {"-o", "--output"},
      description = "To a file; one that ends in .html is a page of HTML.",
      paramLabel = "FILE")
  private @Nullable Path output;

  RunbookCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  protected int run(Config config) {
    List<Unit> all = config.units().stream().filter(u -> u.rollout() != null).toList();
    List<Unit> asked = all.stream().filter(u -> unit == null || u.name().equals(unit)).toList();
    if (asked.isEmpty()) {
      List<String> names = all.stream().map(Unit::name).toList();
      complain(
          unit == null || names.isEmpty()
              ? file() + ": no unit has a rollout (expected: one with a rollout)"
              : "--unit "
                  + unit
                  + " has no rollout"
                  + Suggestion.of(unit, names, String.join(", ", names)));
      return Exit.PROBLEM;
    }
    Path to = output;
    Instant now = Instant.now();
    List<Runbook> books = asked.stream().map(u -> Runbook.of(u, now)).toList();
    if (to == null) {
      say(markdown(books).stripTrailing());
      return Exit.OK;
    }
    boolean html = to.toString().endsWith(".html");
    if (html && books.size() > 1) {
      complain("--output " + to + " for " + books.size() + " units (expected: --unit too)");
      return Exit.PROBLEM;
    }
    try {
      Files.writeString(to, html ? RunbookHtml.print(books.getFirst()) : markdown(books));
      return Exit.OK;
    } catch (IOException e) {
      complain("--output " + to + ": " + e);
      return Exit.PROBLEM;
    }
  }

  private static String markdown(List<Runbook> books) {
    return books.stream().map(RunbookMarkdown::print).collect(Collectors.joining("\n"));
  }
}
