package dev.crossfade.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.config.model.State;
import dev.crossfade.config.value.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Passes a client's calls to etcd and the answers back, and has things happen in between: for the
 * moments that two gateways hit once in a thousand years.
 */
final class GoBetween implements AutoCloseable {
  private static final String COMPACTED =
      "{\"result\":{\"header\":{\"revision\":\"9\"},\"canceled\":true,\"compact_revision\":\"9\"}}\n";

  private final URI to;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<InputStream> watches = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean compacted = new AtomicBoolean();
  private final AtomicReference<Runnable> onRead = new AtomicReference<>(() -> {});

  GoBetween(RealEtcd etcd) throws IOException {
    this.to = URI.create("http://" + etcd.address());
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** How a gateway finds this. */
  State.Etcd settings(String prefix) {
    return new State.Etcd(
        List.of(Endpoint.parse("http://127.0.0.1:" + server.getAddress().getPort())),
        prefix,
        null,
        null,
        null,
        null,
        Duration.ofSeconds(5));
  }

  /**
   * Ends all watches, and the next one is told that what it should begin with is compacted away.
   *
   * @param then done after etcd has answered the next call for all entries, and before the client
   *     has the answer
   */
  void compact(Runnable then) throws IOException {
    onRead.set(then);
    compacted.set(true);
    for (InputStream watch : watches) {
      watch.close();
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(to.resolve(path)).POST(BodyPublishers.ofString(body)).build();
      if (path.equals("/v3/watch")) {
        watch(exchange, request);
        return;
      }
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (path.equals("/v3/kv/range") && body.contains(firstEntry())) {
        onRead.getAndSet(() -> {}).run();
      }
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(HttpExchange exchange, HttpRequest request)
      throws IOException, InterruptedException {
    OutputStream out = exchange.getResponseBody();
    if (compacted.getAndSet(false)) {
      exchange.sendResponseHeaders(200, 0);
      out.write(COMPACTED.getBytes(UTF_8));
      return;
    }
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    exchange.sendResponseHeaders(answer.statusCode(), 0);
    try (InputStream in = answer.body()) {
      watches.add(in);
      byte[] buffer = new byte[1 << 14];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException _) {
      return; // either end went, or the watch was ended here
    } finally {
      watches.remove(answer.body());
    }
  }

  /** As a call for all entries begins with it, and one for what is new does not. */
  private static String firstEntry() {
    String key = Drafts.PREFIX + "/journal/%020d".formatted(1);
    return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
