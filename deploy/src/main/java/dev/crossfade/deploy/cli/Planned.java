package dev.crossfade.deploy.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands that are declared and not built yet: they parse, explain themselves, and say so. A
 * command that is built gets a class of its own and leaves this list.
 */
final class Planned {
  private final Cli.Streams streams;

  private Planned(Cli.Streams streams) {
    this.streams = streams;
  }

  static void addTo(CommandLine root, Cli.Streams streams) {
    Planned planned = new Planned(streams);
    planned.add(
        root,
        "crawl-log",
        "Crawlers' behaviour from access logs.",
        List.of("--format=F  combined or json."),
        "FILE...");
  }

  private CommandLine add(
      CommandLine parent,
      String name,
      String description,
      List<String> options,
      String... operands) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(notBuilt(parent, name));
    spec.usageMessage().description(description + " (Not built yet.)");
    spec.mixinStandardHelpOptions(true);
    for (String option : options) {
      spec.addOption(option(option));
    }
    for (String operand : operands) {
      boolean many = operand.endsWith("...");
      spec.addPositional(
          PositionalParamSpec.builder()
              .paramLabel(operand.replace("...", ""))
              .type(many ? String[].class : String.class)
              .arity(many ? "1..*" : "1")
              .build());
    }
    parent.addSubcommand(name, new CommandLine(spec));
    CommandLine added = parent.getSubcommands().get(name);
    if (added == null) {
      throw new IllegalStateException(name + " was not added");
    }
    return added;
  }

  /** {@code --name=LABEL What it means.}; without {@code =} it is a flag. */
  private static OptionSpec option(String text) {
    int gap = text.indexOf("  ");
    String left = text.substring(0, gap);
    int equals = left.indexOf('=');
    OptionSpec.Builder option =
        OptionSpec.builder(equals < 0 ? left : left.substring(0, equals))
            .description(text.substring(gap + 2));
    return equals < 0
        ? option.type(boolean.class).build()
        : option.paramLabel(left.substring(equals + 1)).type(String[].class).arity("1").build();
  }

  private Callable<Integer> notBuilt(CommandLine parent, String name) {
    return () -> {
      streams
          .err()
          .println(parent.getCommandSpec().qualifiedName() + " " + name + ": not built yet");
      return Exit.FAULT;
    };
  }
}
