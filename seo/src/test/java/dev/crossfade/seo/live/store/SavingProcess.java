package dev.crossfade.seo.live.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of its own that saves in a loop, and prints what was saved or why it was not. */
final class SavingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private SavingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  /**
   * Begins to save.
   *
   * @param wrapper a command that runs its arguments
   */
  static SavingProcess start(List<String> wrapper, Path file) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SavingProcess.class.getName(), file.toString()));
    return new SavingProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  @Nullable String readLine() throws IOException {
    return out.readLine();
  }

  /** Leaves what it has printed to be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    Groups groups = new Groups();
    Account account = new Account(groups);
    try (FindingStore store = SqlFindings.open(Path.of(arguments[0]))) {
      account.open(store);
      for (int page = 0; ; page++) {
        for (int template = 0; template < 20; template++) {
          Samples.see(groups, "t" + template, page);
        }
        try {
          account.settle(store, Samples.NOON);
          long count = groups.find("catalog.SEO-NOINDEX.t0").orElseThrow().count();
          out.println("saved " + count);
        } catch (StoreException e) {
          out.println("refused " + e.getMessage());
        }
      }
    }
  }
}
