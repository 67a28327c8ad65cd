package dev.crossfade.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code reload}: asks a running gateway to read its configuration again. */
@Command(
    name = "reload",
    description = "Asks a running gateway to read its configuration again.",
    footer = "A token is taken from the environment variable CROSSFADE_TOKEN.",
    mixinStandardHelpOptions = true)
final class ReloadCommand extends Speaking {
  @Mixin private AdminCall admin;

  @Option(names = "--reason", description = "Why, for the journal.", defaultValue = "")
  private String reason;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  ReloadCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    AdminCall.Answer answer;
    try {
      answer =
          admin.post(
              "/api/v1/config/reload", JsonNodeFactory.instance.objectNode().put("reason", reason));
    } catch (AdminCall.Unreachable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.UNREACHABLE;
    }
    if (json) {
      say(answer.body().toString());
    } else if (answer.status() == 200) {
      answer.body().path("warnings").forEach(line -> say("warning: " + line.asString()));
      say("version " + answer.body().path("version").asLong() + " is active");
    } else {
      complain(answer.body().path("detail").asString("status " + answer.status()));
      for (JsonNode problem : answer.body().path("problems")) {
        complain(problem.asString());
      }
    }
    return switch (answer.status()) {
      case 200 -> Exit.OK;
      case 422 -> Exit.PROBLEM;
      default -> Exit.FINDINGS;
    };
  }
}
