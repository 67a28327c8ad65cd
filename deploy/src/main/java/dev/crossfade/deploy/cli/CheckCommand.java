package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.console.service.ProblemView;
import dev.crossfade.deploy.gateway.DryRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code check}: is a configuration valid? */
@Command(
    name = "check",
    description =
        "Validates a configuration and the files it names; reports every problem at once.",
    mixinStandardHelpOptions = true)
final class CheckCommand extends Speaking {
  @Option(
      names = {"-c", "--config"},
      description = "The configuration (default: ${DEFAULT-VALUE}).",
      paramLabel = "FILE",
      defaultValue = "crossfade.yaml")
  private Path file;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  CheckCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Loaded loaded = DryRun.of(ConfigLoader.ofEnvironment().load(file), file.toString()).outcome();
    List<Problem> problems =
        switch (loaded) {
          case Loaded.Valid _ -> List.of();
          case Loaded.Invalid invalid -> invalid.problems();
        };
    if (json) {
      say(JsonMapper.shared().writeValueAsString(view(problems, loaded.warnings())));
    } else {
      print(problems, loaded.warnings());
    }
    return problems.isEmpty() ? Exit.OK : Exit.PROBLEM;
  }

  private static Map<String, Object> view(List<Problem> problems, List<Problem> warnings) {
    return new java.util.TreeMap<>(
        Map.of(
            "valid", problems.isEmpty(),
            "problems", problems.stream().map(ProblemView::of).toList(),
            "warnings", warnings.stream().map(ProblemView::of).toList()));
  }

  private void print(List<Problem> problems, List<Problem> warnings) {
    problems.forEach(problem -> say(problem.toString()));
    warnings.forEach(warning -> say("warning: " + warning));
    String counted = warnings.isEmpty() ? "" : ", " + count(warnings.size(), "warning");
    say(
        problems.isEmpty()
            ? file + " is valid" + counted
            : file + " is not valid: " + count(problems.size(), "problem") + counted);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
