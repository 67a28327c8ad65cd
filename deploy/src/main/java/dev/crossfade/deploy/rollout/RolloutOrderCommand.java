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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An order for a rollout. Exits 1 with the reason when it is refused. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class RolloutOrderCommand extends Speaking {
  @Mixin private AdminCall admin;

  @Parameters(index = "0", paramLabel = "UNIT", description = "Whose rollout.")
  private String unit;

  @Option(names = "--reason", description = "Why, for the journal.", defaultValue = "")
  private String reason;

  @Option(
      names = "--to",
      description =
          "Of advance a stage ahead such as 25%%; of rollback 0%%, previous or an earlier stage.",
      paramLabel = "SHARE")
  private @Nullable String to;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  private final String verb;
  private final boolean goesBack;

  /**
   * @param verb as the admin port calls it
   * @param goesBack whether something is undone by it, or not
   */
  RolloutOrderCommand(Cli.Streams streams, String verb, boolean goesBack) {
    super(streams);
    this.verb = verb;
    this.goesBack = goesBack;
  }

  /** What follows the unit in the address. */
  String path() {
    return verb;
  }

  /** What else is said with the order. */
  void say(ObjectNode order) {}

  @Override
  public final Integer call() {
    ObjectNode order = JsonNodeFactory.instance.objectNode().put("reason", reason);
    if (to != null) {
      order.put("to", to);
    }
    say(order);
    AdminCall.Answer answer;
    try {
      answer = admin.post("/api/v1/rollouts/" + AdminCall.escape(unit) + "/" + path(), order);
    } catch (AdminCall.Unreachable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.UNREACHABLE;
    }
    if (json) {
      say(answer.body().toString());
    } else if (answer.status() == 200) {
      RolloutText.lines(answer.body()).forEach(this::say);
      if (goesBack) {
        RolloutText.consequences(answer.body()).forEach(this::say);
      }
    } else {
      complain(answer.body().path("detail").asString("status " + answer.status()));
    }
    return answer.status() == 200 ? Exit.OK : Exit.FINDINGS;
  }

  /** Begins a run. */
  @Command(name = "start", description = "Begins a rollout, at its first stage.")
  static final class Start extends RolloutOrderCommand {
    @Option(
        names = "--fresh-salt",
        description = "Other visitors come first than in the run before.")
    private boolean freshSalt;

    Start(Cli.Streams streams) {
      super(streams, "start", false);
    }

    @Override
    void say(ObjectNode order) {
      order.put("freshSalt", freshSalt);
    }
  }

  /** Goes on. */
  @Command(
      name = "advance",
      description = {
        "Goes to the next stage. Refused before the hold is over, inside a freeze and while a gate",
        "does not pass; it says which."
      })
  static final class Advance extends RolloutOrderCommand {
    @Option(
        names = "--force",
        description = "Whatever stands against it; needs a reason, and the journal says what did.")
    private boolean force;

    Advance(Cli.Streams streams) {
      super(streams, "advance", false);
    }

    @Override
    void say(ObjectNode order) {
      order.put("force", force);
    }
  }

  /** Stays. */
  @Command(name = "hold", description = "Stays where it is until somebody resumes it.")
  static final class Hold extends RolloutOrderCommand {
    Hold(Cli.Streams streams) {
      super(streams, "hold", false);
    }
  }

  /** Goes on after a hold. */
  @Command(
      name = "resume",
      description = "Goes on after a hold; gates begin to look anew, also one that failed.")
  static final class Resume extends RolloutOrderCommand {
    Resume(Cli.Streams streams) {
      super(streams, "resume", false);
    }
  }

  /** Goes back. */
  @Command(
      name = "rollback",
      description = "Goes back at once, and says what that undoes and what it does not.")
  static final class Rollback extends RolloutOrderCommand {
    Rollback(Cli.Streams streams) {
      super(streams, "rollback", true);
    }
  }

  /** Gives up. */
  @Command(name = "abort", description = "Gives the rollout up: legacy serves the unit.")
  static final class Abort extends RolloutOrderCommand {
    Abort(Cli.Streams streams) {
      super(streams, "abort", true);
    }
  }

  /** Lets a manual gate pass. */
  @Command(name = "approve", description = "Lets a manual gate pass, for this run and stage.")
  static final class Approve extends RolloutOrderCommand {
    @Parameters(index = "1", paramLabel = "GATE", description = "Its name.")
    private String gate;

    Approve(Cli.Streams streams) {
      super(streams, "approve", false);
    }

    @Override
    String path() {
      return "gates/" + AdminCall.escape(gate) + "/approve";
    }
  }
}
