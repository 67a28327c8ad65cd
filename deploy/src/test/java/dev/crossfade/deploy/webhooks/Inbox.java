package dev.crossfade.deploy.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks that keeps what it gets, and answers what a test says; else 204. */
final class Inbox implements AutoCloseable {
  /** Each attempt, in the order of arrival. */
  final List<Post> posts = new CopyOnWriteArrayList<>();

  /** The statuses of the next answers. */
  final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();

  /** What an answer waits for. */
  final Semaphore answers = new Semaphore(Integer.MAX_VALUE);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  volatile @Nullable String retryAfter;

  /** One attempt. */
  record Post(
      String delivery,
      @Nullable String signature,
      @Nullable String authorization,
      String body,
      long nanos) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    String event() {
      return json().path("event").asString("");
    }
  }

  private Inbox() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  static Inbox open() throws IOException {
    return new Inbox();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=t0ken");
  }

  List<String> events() {
    return posts.stream().map(Post::event).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      posts.add(
          new Post(
              exchange.getRequestHeaders().getFirst("X-Crossfade-Delivery"),
              exchange.getRequestHeaders().getFirst("X-Crossfade-Signature"),
              exchange.getRequestHeaders().getFirst("Authorization"),
              body,
              System.nanoTime()));
      answers.acquireUninterruptibly();
      Integer status = statuses.poll();
      String wait = retryAfter;
      if (wait != null) {
        exchange.getResponseHeaders().set("Retry-After", wait);
      }
      exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    }
  }
}
