package dev.crossfade.deploy.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code crossfade run} as a process of its own, with what it says on standard error. */
final class GatewayProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private GatewayProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static GatewayProcess run(Path config, String... options) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), config, options);
  }

  /** By classes of one's own. */
  static GatewayProcess by(String classPath, Path config) throws IOException {
    return start(List.of(), classPath, config);
  }

  /** With at most so many file descriptors, as after {@code ulimit -n}. */
  static GatewayProcess limited(int descriptors, Path config) throws IOException {
    String limit = "ulimit -n " + descriptors + "; exec \"$@\"";
    return start(List.of("sh", "-c", limit, "sh"), System.getProperty("java.class.path"), config);
  }

  private static GatewayProcess start(
      List<String> around, String classPath, Path config, String... options) throws IOException {
    List<String> command = new ArrayList<>(around);
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath,
            "dev.crossfade.deploy.Main",
            "run",
            "-c",
            config.toString()));
    command.addAll(List.of(options));
    return new GatewayProcess(
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("standard error ended: " + e);
    }
  }

  /** Waits for a line that this finds something in; fails with what was said instead. */
  Matcher await(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    List<String> others = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      @Nullable String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line != null) {
        Matcher matcher = wanted.matcher(line);
        if (matcher.find()) {
          return matcher;
        }
        others.add(line);
      }
    }
    throw new AssertionError("no line with " + pattern + " among " + others);
  }

  /** The port of the shop, once the gateway is ready. */
  int awaitReady() throws InterruptedException {
    return Integer.parseInt(await("ready after .* listeners=\"\\[[^\\]]*:(\\d+)\\]").group(1));
  }

  /** Where a gateway that is ready serves the shop, and itself. */
  record Ports(int shop, int admin) {}

  Ports awaitPorts() throws InterruptedException {
    Matcher ready = await("ready after .* listeners=\"\\[[^\\]]*:(\\d+)\\]\" admin=\"(\\d+)\"");
    return new Ports(Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it said " + lines);
    }
    return process.exitValue();
  }

  /** Comes back when it has ended: its ports are free then, and nothing writes to its folder. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
