package dev.crossfade.deploy.cli;

import dev.crossfade.deploy.gateway.ProductVersion;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
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
    synopsisSubcommandLabel = "COMMAND")
public final class Cli implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
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
          HelpCommand.class);

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
    return commandLine(new Streams(out, err), wanted(args, more)).execute(args);
  }

  /**
   * The command that is asked for, alone: picocli reads every command it is given by reflection,
   * which takes a tenth of a second for all. All of them where what is asked for is none of them,
   * or is about the others.
   */
  private static List<Class<?>> wanted(String[] args, Class<?>... more) {
    List<Class<?>> all = Stream.concat(COMMANDS.stream(), Stream.of(more)).toList();
    return all.stream()
        .filter(command -> args.length > 0 && args[0].equals(name(command)))
        .filter(command -> command != HelpCommand.class && command != CompletionCommand.class)
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(all);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static CommandLine commandLine(Streams streams, List<Class<?>> wanted) {
    CommandLine commands = new CommandLine(new Cli(streams), factory(streams));
    wanted.forEach(commands::addSubcommand);
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
