import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes the distribution out of what Maven built: {@code Dist ROOT VERSION TIMESTAMP}. A Java of its own (jlink), the
 * jars with their native libraries beside them, the files of deploy/src/main, the docs, and an ahead-of-time cache of
 * classes, in {@code deploy/target/crossfade-VERSION-linux-x64} and as a tar.gz. Every file has the same time, so that
 * the same sources make the same archive; the cache alone differs from build to build.
 */
public final class Dist {
  /** What the jars use as jdeps sees it, and what only reflection reaches; DistributionIT compares. */
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss", // a PostgreSQL may ask for Kerberos
          "java.sql",
          "java.xml",
          "jdk.charsets", // legacy pages in any encoding
          "jdk.crypto.ec",
          "jdk.httpserver", // the demo's storefronts
          "jdk.jcmd", // not ours: whoever has to look into a running gateway
          "jdk.jfr",
          "jdk.management",
          "jdk.naming.dns", // crawlers are verified by their names
          "jdk.net",
          "jdk.security.auth",
          "jdk.unsupported",
          "jdk.zipfs");

  /** Native libraries that would otherwise be unpacked into a temporary folder at each start. */
  private static final Pattern NATIVE =
      Pattern.compile("META-INF/native/.*x86_64\\.so|org/sqlite/native/Linux/x86_64/.*\\.so");

  private static final Pattern ELSEWHERE = Pattern.compile(".*-(osx|windows|linux-aarch)[-_].*\\.jar");
  private static final Pattern READY = Pattern.compile("ready after .* listeners=\"\\[[^\\]]*:(\\d+)\\]\" admin=\"(\\d+)\"");
  private static final int VISITS = 50;

  private final Path root;
  private final Path target;
  private final String version;
  private final Instant time;
  private final Path home;

  private Dist(Path root, String version, Instant time) {
    this.root = root;
    this.target = root.resolve("deploy/target");
    this.version = version;
    this.time = time;
    this.home = target.resolve("crossfade-" + version + "-linux-x64");
  }

  public static void main(String[] args) throws Exception {
    Dist dist = new Dist(Path.of(args[0]), args[1], Instant.parse(args[2]));
    dist.make();
  }

  private void make() throws Exception {
    delete(home);
    Files.createDirectories(home);
    runtime();
    List<Path> jars = jars();
    files(String.join(" ", jars.stream().map(jar -> jar.getFileName().toString()).toList()));
    completions();
    settle();
    remember();
    settle();
    archive();
  }

  private void runtime() throws Exception {
    run(
        target.resolve("jlink.log"),
        Path.of(System.getProperty("java.home"), "bin/jlink").toString(),
        "--add-modules",
        String.join(",", MODULES),
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        home.resolve("runtime").toString());
  }

  /** In the order of their names, which is that of the class path. */
  private List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(target.resolve("crossfade-deploy-" + version + ".jar"));
    try (Stream<Path> all = Files.list(target.resolve("app"))) {
      all.filter(jar -> !ELSEWHERE.matcher(jar.getFileName().toString()).matches()).sorted().forEach(jars::add);
    }
    Path natives = Files.createDirectories(home.resolve("lib/native"));
    for (Path jar : jars) {
      Files.copy(jar, home.resolve("lib").resolve(jar.getFileName()));
      unpackNatives(jar, natives);
    }
    return jars;
  }

  private static void unpackNatives(Path jar, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
        if (NATIVE.matcher(entry.getName()).matches()) {
          Files.copy(zip.getInputStream(entry), folder.resolve(entry.getName().replaceFirst(".*/", "")));
        } else if (entry.getName().matches("META-INF/(LICENSE|NOTICE)[^/]*")) {
          Path licences = folder.resolve("../../licenses").normalize().resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
          Files.createDirectories(licences);
          Files.copy(zip.getInputStream(entry), licences.resolve(entry.getName().replaceFirst(".*/", "")));
        }
      }
    }
  }

  private void files(String jars) throws IOException {
    Map<String, String> values = Map.of("@jars@", jars, "@version@", version);
    copy(root.resolve("deploy/src/main/dist"), home, values);
    for (String part : List.of("prometheus", "grafana", "helm")) {
      if (Files.exists(root.resolve("deploy/src/main").resolve(part))) {
        copy(root.resolve("deploy/src/main").resolve(part), home.resolve(part), values);
      }
    }
    copy(root.resolve("docs"), home.resolve("docs"), Map.of());
    Files.copy(root.resolve("LICENSE"), home.resolve("LICENSE"));
    Files.copy(root.resolve("CHANGELOG.md"), home.resolve("CHANGELOG.md"));
    Files.copy(target.resolve("generated-sources/license/THIRD-PARTY.txt"), home.resolve("THIRD-PARTY.txt"));
  }

  private static void copy(Path from, Path to, Map<String, String> values) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        String text = values.isEmpty() ? "" : Files.readString(file);
        if (values.keySet().stream().anyMatch(text::contains)) {
          for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
          }
          Files.writeString(copy, text);
        }
      }
    }
  }

  private void completions() throws Exception {
    Path folder = Files.createDirectories(home.resolve("completions"));
    run(folder.resolve("crossfade.bash"), launcher(), "completion", "bash");
    run(folder.resolve("_crossfade"), launcher(), "completion", "zsh");
  }

  private String launcher() {
    return home.resolve("bin/crossfade").toString();
  }

  /** One time for all, of which the cache of classes takes note, and modes as they are installed. */
  private void settle() throws IOException {
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isSymbolicLink()) {
              Files.setLastModifiedTime(file, FileTime.from(time));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Lets a gateway start, serve, be looked at and end, and has Java remember its classes. Profiles stay out: those of
   * two seconds let the compiler inline so little that each request allocates twice as much.
   */
  private void remember() throws Exception {
    Path folder = Files.createTempDirectory("crossfade-dist");
    HttpServer storefront = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storefront.createContext("/", exchange -> {
      byte[] page = "<!doctype html><html lang=\"en\"><title>A page</title><h1>A page</h1></html>".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
    storefront.start();
    try {
      Path config = Files.writeString(folder.resolve("crossfade.yaml"), configuration(storefront.getAddress().getPort()));
      Path log = target.resolve("aot.log");
      ProcessBuilder builder = new ProcessBuilder(launcher(), "run", "-c", config.toString());
      builder.environment().put(
          "CROSSFADE_JAVA_OPTIONS",
          "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=" + home.resolve("lib/crossfade.aot"));
      Process gateway = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      try {
        visit(gateway, log);
      } finally {
        gateway.destroy();
      }
      if (!gateway.waitFor(2, TimeUnit.MINUTES) || !Files.exists(home.resolve("lib/crossfade.aot"))) {
        gateway.destroyForcibly();
        throw new IOException("no cache of classes was made; " + log + " says why");
      }
    } finally {
      storefront.stop(0);
      delete(folder);
    }
  }

  private static String configuration(int port) {
    return """
    listeners: [ { bind: "127.0.0.1:0" } ]
    admin: { bind: "127.0.0.1:0" }
    backends:
      legacy: { endpoints: ["http://127.0.0.1:%1$d"] }
      next: { endpoints: ["http://127.0.0.1:%1$d"] }
    units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 50%% } } ]
    seo: { sampling: { rate: 1%% } }
    telemetry: { accessLog: { file: access.log } }
    """
        .formatted(port);
  }

  private static void visit(Process gateway, Path log) throws Exception {
    Matcher ready = READY.matcher("");
    while (!ready.reset(Files.readString(log)).find()) {
      if (!gateway.isAlive()) {
        throw new IOException("the gateway ended; " + log + " says why");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    String shop = "http://127.0.0.1:" + ready.group(1);
    String admin = "http://127.0.0.1:" + ready.group(2);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int visit = 0; visit < VISITS; visit++) {
        ask(client, shop + "/p/" + visit);
      }
      for (String path : List.of("/healthz", "/readyz", "/metrics", "/api/v1/status", "/")) {
        ask(client, admin + path);
      }
    }
  }

  private static void ask(HttpClient client, String url) throws IOException, InterruptedException {
    int status = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException(url + ": status " + status + " (expected: 200)");
    }
  }

  private void archive() throws Exception {
    Path archive = target.resolve(home.getFileName() + ".tar.gz");
    run(
        target.resolve("tar.log"),
        "tar",
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mode=u+rwX,go+rX,go-w",
        "--mtime=@" + time.getEpochSecond(),
        "--use-compress-program=gzip -6n",
        "-cf",
        archive.toString(),
        "-C",
        target.toString(),
        home.getFileName().toString());
  }

  private static void run(Path output, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + ": exit code " + exit + " (" + output + ")");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
