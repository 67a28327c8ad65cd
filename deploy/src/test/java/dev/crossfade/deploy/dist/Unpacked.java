package dev.crossfade.deploy.dist;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The distribution, unpacked into a folder with a space in its name, run without a Java in reach.
 *
 * @param home where it was unpacked
 */
record Unpacked(Path home) {
  private static final Pattern READY =
      Pattern.compile("ready after .* listeners=\"\\[[^\\]]*:(\\d+)\\]\" admin=\"(\\d+)\"");
  private static final long PATIENCE_SECONDS = 60;

  /** What a command said. */
  record Ran(int exit, String out, String err) {}

  static Unpacked into(Path folder) throws IOException, InterruptedException {
    Path target = Files.createDirectories(folder.resolve("a folder"));
    String archive = requireNonNull(System.getProperty("crossfade.dist"), "crossfade.dist");
    Process tar = new ProcessBuilder("tar", "-xzf", archive, "-C", target.toString()).start();
    if (tar.waitFor() != 0) {
      throw new IOException(
          "tar: " + new String(tar.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    try (Stream<Path> made = Files.list(target)) {
      return new Unpacked(made.findFirst().orElseThrow());
    }
  }

  Path file(String name) {
    return home.resolve(name);
  }

  /** A command in an empty environment; that the Java which runs is its own shows in a test. */
  ProcessBuilder command(String... args) {
    List<String> command = new ArrayList<>(List.of(file("bin/crossfade").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    return builder;
  }

  Ran run(String... args) throws IOException, InterruptedException {
    Path err = Files.createTempFile(home.getParent(), "err", ".txt");
    Process process = command(args).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new Ran(exit, out, Files.readString(err));
  }

  /** Starts a gateway and waits until it is ready. */
  Running start(Path config) throws IOException, InterruptedException {
    return start(config, Map.of());
  }

  Running start(Path config, Map<String, String> environment, String... more)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(home.getParent(), "log", ".txt");
    List<String> args = new ArrayList<>(List.of("run", "-c", config.toString()));
    args.addAll(List.of(more));
    ProcessBuilder command = command(args.toArray(String[]::new));
    command.environment().putAll(environment);
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        return new Running(process, Integer.parseInt(ready.group(1)), log);
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new AssertionError("not ready: " + Files.readString(log));
  }

  /** A gateway that is ready. */
  record Running(Process process, int port, Path log) implements AutoCloseable {
    /** Ends it as a supervisor does. */
    int terminate() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running " + PATIENCE_SECONDS + " s after SIGTERM");
      }
      return process.exitValue();
    }

    /** Comes back when it has ended: its folder can be deleted then. */
    @Override
    public void close() {
      process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }
}
