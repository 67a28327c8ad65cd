package dev.crossfade.deploy.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: what makes a shell complete our commands. */
@Command(
    name = "completion",
    description = "Prints a completion script: source <(crossfade completion bash)",
    mixinStandardHelpOptions = true)
final class CompletionCommand extends Speaking {
  /** The shells we know; picocli's script serves both, zsh through its bash emulation. */
  enum Shell {
    bash,
    zsh
  }

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell;

  CompletionCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("crossfade", spec.root().commandLine());
    say(
        switch (shell) {
          case bash -> script;
          case zsh ->
              "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                  + script;
        });
    return Exit.OK;
  }
}
