package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.body;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own that appends in a loop and prints {@code appended SEQ SUBJECT} after each
 * acknowledgement, or {@code refused MESSAGE}. It writes large configs and compacts often, so that
 * it is often killed in the middle of that.
 */
final class AppendingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private AppendingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  static AppendingProcess start(Path dir) throws IOException {
    return start(List.of(), dir, 100);
  }

  /**
   * @param wrapper a command that runs its arguments
   * @param bodySize how large the bodies of configs are, in characters
   */
  static AppendingProcess start(List<String> wrapper, Path dir, int bodySize) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(AppendingProcess.class.getName(), dir.toString(), Integer.toString(bodySize)));
    return new AppendingProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Whether the entry about this subject is of the kind that compaction drops: every third is. */
  static boolean isConfig(String subject) {
    return Integer.parseInt(subject.substring(subject.indexOf('-') + 1)) % 3 == 0;
  }

  long pid() {
    return process.pid();
  }

  /** The next line that is not a log message; {@code null} when the process has ended. */
  @Nullable String readLine() throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith("appended ") && !line.startsWith("refused ")) {
      line = out.readLine();
    }
    return line;
  }

  /** {@code kill -9}; what the process printed before can still be read. */
  void kill() {
    process.toHandle().destroyForcibly(); // unlike Process, leaves the output open
  }

  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    out.close();
  }

  static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    String pad = "x".repeat(Integer.parseInt(args[1]));
    Retention retention = new Retention(Map.of("config", 2), 1_000_000);
    try (FileJournal journal =
        FileJournal.open(Path.of(args[0]), InstantSource.system(), retention)) {
      for (int i = 0; i < 100_000; i++) {
        String subject = ProcessHandle.current().pid() + "-" + i;
        String kind = isConfig(subject) ? "config" : "rollout";
        try {
          JournalEntry entry =
              journal.append(
                  new Draft("child", kind, subject, "", body("pad", isConfig(subject) ? pad : "")));
          out.println("appended " + entry.seq() + " " + subject);
          if (isConfig(subject)) {
            journal.compact(retention);
          }
        } catch (JournalException e) {
          out.println("refused " + e.getMessage());
          pad = "";
        }
      }
    } catch (JournalException e) {
      out.println("refused " + e.getMessage());
    }
  }
}
