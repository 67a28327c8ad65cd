package dev.crossfade.deploy.cli;

import dev.crossfade.deploy.gateway.ProductVersion;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command line: what is typed goes to a command, what comes back is an exit code. */
@Command(
    name = "crossfade",
    description = "Moves a live shop from one platform to another.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      CheckCommand.class,
      SchemaCommand.class,
      ReloadCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      DiffCommand.class,
      PreviewCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Cli implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private final Streams streams;

  Cli(Streams streams) {
    this.streams = streams;
  }

  /** Where commands write: answers to one, what goes wrong to the other. */
  public record Streams(PrintStream out, PrintStream err) {}

  /**
   * Runs one command.
   *
   * @param more commands of other packages, made like those of this one
   */
  public static int run(String[] args, PrintStream out, PrintStream err, Class<?>... more) {
    return commandLine(new Streams(out, err), more).execute(args);
  }

  private static CommandLine commandLine(Streams streams, Class<?>... more) {
    CommandLine commands = new CommandLine(new Cli(streams), factory(streams));
    for (Class<?> command : more) {
      commands.addSubcommand(command);
    }
    commands.setOut(writer(streams.out()));
    commands.setErr(writer(streams.err()));
    commands.setExecutionExceptionHandler(Cli::fault);
    commands.setUsageHelpAutoWidth(true);
    return commands;
  }

  /** Commands that write get the streams, whatever else they are. */
  private static CommandLine.IFactory factory(Streams streams) {
    CommandLine.IFactory plain = CommandLine.defaultFactory();
    return new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        if (!Speaking.class.isAssignableFrom(type)) {
          return plain.create(type);
        }
        Constructor<K> constructor = type.getDeclaredConstructor(Streams.class);
        constructor.setAccessible(true); // commands of other packages are public to nobody
        return constructor.newInstance(streams);
      }
    };
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static int fault(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command
        .getErr()
        .println(
            command.getCommandSpec().qualifiedName()
                + ": "
                + e
                + " (a fault of ours; CROSSFADE_LOG=debug shows where)");
    LoggerFactory.getLogger(Cli.class).debug("command failed", e);
    return Exit.FAULT;
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(streams.out());
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"crossfade " + ProductVersion.get(), "java " + Runtime.version()};
    }
  }
}
