package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.EchoOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Crossfade to be measured, as a process of its own: its configuration and its command. */
final class BenchGateway {
  /** Of a JVM that shall neither see nor use more than the core it is pinned to. */
  static final List<String> ONE_CORE =
      List.of("-XX:ActiveProcessorCount=1", "-Dio.netty.availableProcessors=1", "-XX:+UseSerialGC");

  /** What {@code ./crossfade run} gives every gateway; what comes behind it has the last word. */
  private static final List<String> AS_LAUNCHED =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.leakDetection.level=disabled",
          "-Dio.netty.jfr.enabled=false");

  private BenchGateway() {}

  /** With every feature of the request path on: unit, identity, metrics and an access log. */
  static List<String> command(BenchSite site, List<String> jvm) throws IOException {
    return command(config(site), site, jvm);
  }

  static List<String> command(Path config, BenchSite site, List<String> jvm) {
    List<String> command = new ArrayList<>(command(config, jvm));
    if (site.transport() != null) {
      command.addAll(List.of("--transport", site.transport()));
    }
    return command;
  }

  static List<String> command(Path config, List<String> jvm) {
    return command(jvm, "dev.crossfade.deploy.Main", "run", "-c", config.toString());
  }

  /** Another process of this package with the same JVM. */
  static List<String> command(String simpleName, Path config, List<String> jvm) {
    return command(jvm, BenchGateway.class.getPackageName() + "." + simpleName, config.toString());
  }

  private static List<String> command(List<String> jvm, String... program) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(AS_LAUNCHED);
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program));
    return command;
  }

  /** Writes the configuration. */
  static Path config(BenchSite site) throws IOException {
    return config(site, "", "");
  }

  /** The same, with WebSockets that go to an echo on this machine. */
  static Path configWithEcho(BenchSite site, int port) throws IOException {
    return config(
        site,
        "echo: { endpoints: [ \"http://127.0.0.1:" + port + "\" ] }",
        "{ name: echo, match: [ { path: " + EchoOrigin.PATH + " } ], send: echo },");
  }

  private static Path config(BenchSite site, String backend, String unit) throws IOException {
    String both =
        "\"http://127.0.0.1:%d\", \"http://127.0.0.1:%d\""
            .formatted(site.endpoints().get(0), site.endpoints().get(1));
    return Files.writeString(
        site.folder().resolve("crossfade.yaml"),
        """
        listeners: [ { bind: "127.0.0.1:%1$d"%2$s } ]
        admin: { bind: "127.0.0.1:%3$d" }
        backends:
          legacy: { endpoints: [ %4$s ] }
          next: { endpoints: [ %4$s ] }
          %8$s
        units: [ %9$s { name: shop, match: [ { path: /** } ], exposure: { percent: 50%% } } ]
        limits: { connections: %5$d, requestsPerConnection: 1000000000, timeouts: { idle: 600s } }
        state: { dir: "%6$s" }
        telemetry: { accessLog: { file: "%7$s", sample: 1%% } }
        %10$s
        """
            .formatted(
                site.port(),
                listener(site),
                site.adminPort(),
                both,
                site.connections(),
                site.folder().resolve("state"),
                site.folder().resolve("crossfade-access.log"),
                backend,
                unit,
                moved(site)));
  }

  private static String moved(BenchSite site) {
    return site.moved() == null
        ? ""
        : "redirects: [ { file: \"%s\", format: csv } ]".formatted(site.moved().csv());
  }

  private static String listener(BenchSite site) {
    BenchCertificate certificate = site.certificate();
    String tls =
        ", tls: { minVersion: 1.3, sessions: { resume: false },"
            + " certificates: [ { cert: \"%s\", key: \"%s\" } ] }, protocols: [ %s ]";
    return switch (site.protocol()) {
      case H1 -> "";
      case H1_TLS -> tls.formatted(certificate.cert(), certificate.key(), "http/1.1");
      case H2_TLS -> tls.formatted(certificate.cert(), certificate.key(), "h2, http/1.1");
    };
  }
}
