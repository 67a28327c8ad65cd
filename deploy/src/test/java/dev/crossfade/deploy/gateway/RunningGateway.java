package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.ConfigLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway in this process with two storefronts behind it, asked as a client would. */
final class RunningGateway implements AutoCloseable {
  final Path folder;
  final Path file;
  private Gateway gateway;
  final Shop legacy = Shop.named("legacy");
  final Shop next = Shop.named("next");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningGateway(Path folder, Writing first) throws IOException, StartFailure {
    this.folder = folder;
    this.file = folder.resolve("crossfade.yaml");
    write(first.of(this));
    gateway = started();
  }

  /** What the first configuration of a gateway is. */
  @FunctionalInterface
  interface Writing {
    String of(RunningGateway gateway) throws IOException;
  }

  private Gateway started() throws StartFailure {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return Gateway.start(
        file, new ConfigLoader(_ -> Optional.empty()), null, new PrintStream(out, true, UTF_8));
  }

  /** Ends it and starts another one by the same file and state. */
  void restart() throws StartFailure {
    restart(() -> {});
  }

  /** The same, with something done in between. */
  void restart(Runnable between) throws StartFailure {
    gateway.close();
    between.run();
    gateway = started();
  }

  Gateway gateway() {
    return gateway;
  }

  static RunningGateway in(Path folder) throws IOException, StartFailure {
    return new RunningGateway(folder, gateway -> gateway.config("0%"));
  }

  /** One that starts by another configuration. */
  static RunningGateway in(Path folder, Writing first) throws IOException, StartFailure {
    return new RunningGateway(folder, first);
  }

  /** A whole configuration that differs in one thing. */
  String config(String percent) {
    return """
    listeners:
      - bind: 127.0.0.1:0
    admin: { bind: "127.0.0.1:0" }
    backends:
      legacy: { endpoints: ["%s"] }
      next: { endpoints: ["%s"] }
    units:
      - { name: shop, match: [ { path: /** } ], exposure: { percent: %s } }
    state: { dir: "%s" }
    """
        .formatted(legacy.url(), next.url(), percent, folder.resolve("state"));
  }

  void write(String text) throws IOException {
    Path draft = Files.writeString(folder.resolve("draft"), text);
    Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** Who answers a visitor. */
  String servedBy() throws IOException, InterruptedException {
    return get(shop("/p/1")).body();
  }

  URI shop(String path) {
    return URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + path);
  }

  URI admin(String path) {
    return URI.create("http://127.0.0.1:" + gateway.adminPort() + path);
  }

  HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(admin(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get(admin(path)).body());
  }

  @Override
  public void close() {
    gateway.close();
    client.close();
    legacy.close();
    next.close();
  }
}
