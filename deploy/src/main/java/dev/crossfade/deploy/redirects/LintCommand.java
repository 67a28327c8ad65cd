package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.deploy.maps.MapLint;
import dev.crossfade.routing.redirects.RedirectProblem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** {@code redirects lint}: is a redirect map as search engines like it? */
@Command(
    name = "lint",
    description = "Loops, chains, duplicates, conflicts and more; all files together are one map.",
    footer = {
      "",
      "Examples:",
      "  crossfade redirects lint redirects.csv",
      "  crossfade redirects lint --origin https://www.shop.example old.csv _redirects",
      "  crossfade redirects lint --json legacy.csv | jq '.problems[] | select(.rule == \"RED-LOOP\")'",
      "",
      "Exit codes: 0 nothing wrong, 1 problems found, 2 a file cannot be read."
    },
    mixinStandardHelpOptions = true)
final class LintCommand extends Speaking {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Redirects, in any format.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "One of ${COMPLETION-CANDIDATES} (default: by name and content).",
      converter = FormatName.class,
      completionCandidates = FormatName.Names.class,
      defaultValue = "auto")
  private Format format;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "The site: its URLs are taken for paths.")
  private @Nullable URI origin;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  LintCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    MapLint lint;
    try {
      MapFiles read = MapFiles.read(files, format);
      lint = MapLint.of(read.rules(), read.problems(), origin);
    } catch (MapFiles.Unreadable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.PROBLEM;
    } catch (IllegalArgumentException e) {
      complain("--origin " + e.getMessage());
      return Exit.PROBLEM;
    }
    if (json) {
      write(lint.rules(), lint.problems());
    } else {
      Report.to(streams().out()).print(lint.problems());
      say(Report.count(lint.rules(), "redirect") + ", " + Report.summary(lint.problems()));
    }
    return lint.problems().isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  private void write(int entries, List<RedirectProblem> problems) {
    try (JsonGenerator out = JsonMapper.shared().createGenerator(new Unclosed(streams().out()))) {
      out.writeStartObject();
      out.writeNumberProperty("entries", entries);
      out.writeArrayPropertyStart("problems");
      for (RedirectProblem problem : problems) {
        out.writeStartObject();
        out.writeStringProperty("rule", problem.rule());
        out.writeStringProperty("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("file", problem.file());
        out.writeNumberProperty("line", problem.line());
        out.writeStringProperty("source", problem.source());
        out.writeStringProperty("target", problem.target());
        out.writeStringProperty("message", problem.message());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    say("");
  }
}
