package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.TemporaryFolders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement puts on: a temporary folder and processes, each pinned to a core. All of it
 * goes when the stage is closed, and when this process is told to end before.
 */
final class BenchStage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLITE_SECONDS = 5;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final Set<Integer> ports = new HashSet<>();
  private final Thread hook = new Thread(this::clear, "bench-stage");
  private boolean closed;

  private BenchStage(Path folder) {
    this.folder = folder;
  }

  static BenchStage open() throws IOException {
    BenchStage stage = new BenchStage(Files.createTempDirectory("crossfade-bench-"));
    Runtime.getRuntime().addShutdownHook(stage.hook);
    return stage;
  }

  Path folder() {
    return folder;
  }

  /** A program by its name, also where only root's PATH would find it. */
  static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin";
    return Stream.of(path.split(":", -1))
        .filter(part -> !part.isEmpty())
        .map(part -> Path.of(part, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The same, for a program that was found before. */
  static String executable(String name) {
    return program(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not installed"))
        .toString();
  }

  /** A port that is free now, and that nobody else on this stage was given. */
  synchronized int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (ports.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      }
    }
  }

  /** Starts a command on one core; what it says goes to NAME.out and NAME.err in the folder. */
  Process start(String name, int core, List<String> command) throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(command);
    return start(name, pinned);
  }

  /** The same on whatever cores there are. */
  synchronized Process start(String name, List<String> command) throws IOException {
    if (closed) {
      throw new IOException(name + ": not started, since the measurement is over");
    }
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    processes.add(process);
    return process;
  }

  /**
   * Keeps this process to one core for as long as it lives, where it is itself the client: else it
   * is now beside what it measures and now in its way.
   */
  static void pinThisProcess(int core) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            executable("taskset"),
            "-a",
            "-p",
            "-c",
            Integer.toString(core),
            Long.toString(ProcessHandle.current().pid()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": exit code " + process.exitValue());
    }
  }

  /**
   * Waits until a server answers 200 with so many bytes; fails with what it said instead. With
   * https it has to show the certificate of this folder.
   */
  void awaitAnswer(String name, Process process, URI url, int length)
      throws IOException, InterruptedException {
    awaitAnswer(name, process, url, bytes -> bytes == length);
  }

  /** The same, whatever the length. */
  void awaitAnswer(String name, Process process, URI url) throws IOException, InterruptedException {
    awaitAnswer(name, process, url, _ -> true);
  }

  private void awaitAnswer(String name, Process process, URI url, IntPredicate length)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String last = "no answer";
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (url.getScheme().equals("https")) {
      builder.sslContext(new BenchCertificate(folder).trust());
    }
    try (HttpClient client = builder.build()) {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
      while (process.isAlive() && System.nanoTime() < end) {
        try {
          HttpResponse<byte[]> answer =
              client.send(request, HttpResponse.BodyHandlers.ofByteArray());
          if (answer.statusCode() == 200 && length.test(answer.body().length)) {
            return;
          }
          last = "status " + answer.statusCode() + ", " + answer.body().length + " bytes";
        } catch (IOException e) {
          last = e.toString();
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException(name + " did not start: " + last + lastWords(name));
  }

  private String lastWords(String name) throws IOException {
    String said = Files.readString(folder.resolve(name + ".err")).strip();
    return said.isEmpty() ? "" : "; it said: " + said.substring(Math.max(0, said.length() - 500));
  }

  /** Stops the processes and removes the folder. */
  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending, and the hook did this already
    }
  }

  private synchronized void clear() {
    if (closed) {
      return;
    }
    closed = true;
    List<ProcessHandle> all = new ArrayList<>();
    for (Process process : processes) {
      process.descendants().forEach(all::add);
      all.add(process.toHandle());
    }
    processes.forEach(Process::destroy);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(POLITE_SECONDS);
    for (ProcessHandle process : all) {
      await(process, end);
    }
    try {
      TemporaryFolders.delete(folder);
    } catch (IOException e) {
      System.err.println(folder + " could not be removed: " + e);
    }
  }

  private static void await(ProcessHandle process, long end) {
    try {
      process.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
      process.destroyForcibly();
    }
  }

  /** Microseconds on a core so far, and how many of them in the kernel. */
  record Cpu(long micros, long kernel) {
    Cpu minus(Cpu before) {
      return new Cpu(micros - before.micros, kernel - before.kernel);
    }

    private Cpu plus(Cpu other) {
      return new Cpu(micros + other.micros, kernel + other.kernel);
    }
  }

  /** Of a process and those it started. */
  static Cpu cpu(Process process) throws IOException {
    Cpu all = cpu(process.pid());
    for (ProcessHandle child : process.descendants().toList()) {
      all = all.plus(cpu(child.pid()));
    }
    return all;
  }

  private static Cpu cpu(long pid) throws IOException {
    return cpu(Path.of("/proc/" + pid + "/stat"));
  }

  /** Microseconds on a core so far, of a JVM's compilers; 0 of what is no JVM. */
  static long compilerMicros(long pid) throws IOException {
    List<Path> threads;
    try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/task"))) {
      threads = all.toList();
    }
    long micros = 0;
    for (Path thread : threads) {
      try {
        if (Files.readString(thread.resolve("comm")).matches("(?s)C[12] Compiler.*")) {
          micros += cpu(thread.resolve("stat")).micros();
        }
      } catch (NoSuchFileException _) {
        // it has ended since it was listed
      }
    }
    return micros;
  }

  /** utime and stime: fields 14 and 15, counted behind the name, which may contain anything. */
  private static Cpu cpu(Path file) throws IOException {
    String stat = Files.readString(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long kernel = Long.parseLong(fields[12]);
    // USER_HZ is 100 wherever Linux shows it to programs
    return new Cpu((Long.parseLong(fields[11]) + kernel) * 10_000, kernel * 10_000);
  }

  /** The first line a program says to its version option, or nothing. */
  static @Nullable String firstLine(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      return reader.readLine();
    }
  }
}
