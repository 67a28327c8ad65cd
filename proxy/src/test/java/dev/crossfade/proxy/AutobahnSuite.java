package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Autobahn's fuzzing client: the conformance suite of WebSocket (RFC 6455), a Python 2 program that
 * Jython runs in a JVM of its own. What it saw of each case, octet for octet, stays in the folder.
 */
final class AutobahnSuite {
  private static final String SCRIPT = "fuzzingclient.py";

  /** The longest case, a message of 16 MiB in small parts, takes half of it. */
  private static final int SILENCE_SECONDS = 60;

  /** What the suite found: of a case as such, and of how its connection was closed. */
  record Verdict(String behavior, String close, String closeCode) {
    boolean isPassed() {
      return passes(behavior) && passes(close);
    }

    private static boolean passes(String word) {
      return word.equals("OK") || word.equals("NON-STRICT") || word.equals("INFORMATIONAL");
    }
  }

  private final Path folder;

  /**
   * @param folder emptied by each run
   */
  AutobahnSuite(Path folder) {
    this.folder = folder;
  }

  /**
   * Tries servers one after the other.
   *
   * @param cases patterns with commas in between; * is all
   * @param servers where each is, by the name that its verdicts get
   * @return by server and case
   */
  Map<String, SortedMap<String, Verdict>> run(
      String cases, SortedMap<String, InetSocketAddress> servers)
      throws IOException, InterruptedException {
    clear();
    Path script = folder.resolve(SCRIPT);
    try (InputStream source = resource(SCRIPT).openStream()) {
      Files.copy(source, script);
    }
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command(script, cases, servers))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitEnd(process, log);
    } finally {
      process.destroyForcibly();
    }
    return verdicts(folder.resolve("index.json"));
  }

  /** It says each case that it begins; when a handshake fails, it only stops talking. */
  private static void awaitEnd(Process process, Path log) throws IOException, InterruptedException {
    long before = -1;
    while (!process.waitFor(SILENCE_SECONDS, TimeUnit.SECONDS)) {
      long now = Files.size(log);
      if (now == before) {
        throw new IOException("the suite is silent:\n" + Files.readString(log, UTF_8));
      }
      before = now;
    }
    if (process.exitValue() != 0) {
      throw new IOException("the suite failed:\n" + Files.readString(log, UTF_8));
    }
  }

  private void clear() throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Compiled quickly rather than well: it runs for half a minute, of which it sleeps a third. */
  private List<String> command(
      Path script, String cases, SortedMap<String, InetSocketAddress> servers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Dpython.cachedir.skip=true");
    command.addAll(
        List.of(
            "-cp",
            jar("/org/python/util/jython.class")
                + File.pathSeparator
                + jar("/autobahntestsuite/wstest.py")));
    command.addAll(List.of("org.python.util.jython", script.toString(), folder.toString(), cases));
    servers.forEach(
        (name, address) -> command.add(name + "=ws://127.0.0.1:" + address.getPort() + "/"));
    return command;
  }

  /** The archive on the class path that holds an entry. */
  private static String jar(String entry) {
    String url = resource(entry).toString(); // jar:file:/folder/name.jar!/entry
    try {
      return Path.of(new URI(url.substring(4, url.indexOf('!')))).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url + " (expected: within an archive)", e);
    }
  }

  private static URL resource(String name) {
    URL url = AutobahnSuite.class.getResource(name);
    if (url == null) {
      throw new IllegalStateException(name + " is not there (expected: on the class path)");
    }
    return url;
  }

  private static Map<String, SortedMap<String, Verdict>> verdicts(Path index) throws IOException {
    Map<String, SortedMap<String, Verdict>> all = new TreeMap<>();
    JsonNode report = new ObjectMapper().readTree(Files.readString(index, UTF_8));
    for (var server : report.properties()) {
      SortedMap<String, Verdict> verdicts = new TreeMap<>(byNumbers());
      for (var found : server.getValue().properties()) {
        verdicts.put(found.getKey(), verdict(found.getValue()));
      }
      all.put(server.getKey(), verdicts);
    }
    return all;
  }

  private static Verdict verdict(JsonNode found) {
    return new Verdict(
        found.get("behavior").asString(),
        found.get("behaviorClose").asString(),
        found.get("remoteCloseCode").toString());
  }

  /** 9.1.2 before 10.1.1. */
  private static Comparator<String> byNumbers() {
    Pattern number = Pattern.compile("\\d+");
    return Comparator.comparing(
        id -> number.matcher(id).replaceAll(n -> "0".repeat(3 - n.group().length()) + n.group()));
  }
}
