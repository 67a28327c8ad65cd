package dev.crossfade.deploy.rollout;

import dev.crossfade.deploy.cli.AdminCall;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout status}: one rollout, or all of them. */
@Command(
    name = "status",
    description = "Shows where a rollout is, what its gates say and what it waits for.",
    mixinStandardHelpOptions = true)
final class RolloutStatusCommand extends Speaking {
  @Mixin private AdminCall admin;

  @Parameters(index = "0", arity = "0..1", paramLabel = "UNIT", description = "All without it.")
  private @Nullable String unit;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  RolloutStatusCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    AdminCall.Answer answer;
    try {
      answer = admin.get("/api/v1/rollouts" + (unit == null ? "" : "/" + AdminCall.escape(unit)));
    } catch (AdminCall.Unreachable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.UNREACHABLE;
    }
    if (answer.status() != 200) {
      complain(answer.body().path("detail").asString("status " + answer.status()));
      return Exit.FINDINGS;
    }
    if (json) {
      say(answer.body().toString());
    } else if (unit != null) {
      RolloutText.lines(answer.body()).forEach(this::say);
    } else if (answer.body().isEmpty()) {
      say("no unit has a rollout");
    } else {
      answer.body().forEach(rollout -> RolloutText.lines(rollout).forEach(this::say));
    }
    return Exit.OK;
  }
}
