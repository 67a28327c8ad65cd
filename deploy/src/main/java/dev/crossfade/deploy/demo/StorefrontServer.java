package dev.crossfade.deploy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a storefront over HTTP on a free loopback port, a virtual thread per request. */
final class StorefrontServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StorefrontServer.class.getName());

  static final int BODY_LIMIT = 64 * 1024;

  private static final String HOST = "127.0.0.1";

  /** How much of an oversized body is read to its end, so that the 413 is seen and not a reset. */
  private static final long DISCARD_LIMIT = 4L * 1024 * 1024;

  static {
    // The server writes the head and a long body in two steps. With Nagle's algorithm the second
    // waits for the peer's delayed acknowledgement: 40 ms a page. Read once, by the first server.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final Storefront storefront;
  private final HttpServer server;
  private final ExecutorService threads;

  private StorefrontServer(Storefront storefront, HttpServer server, ExecutorService threads) {
    this.storefront = storefront;
    this.server = server;
    this.threads = threads;
  }

  static StorefrontServer start(Storefront storefront) throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.ofLiteral(HOST), 0);
    HttpServer server = HttpServer.create(free, 1024);
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("demo-" + storefront.name() + "-", 0).factory());
    StorefrontServer started = new StorefrontServer(storefront, server, threads);
    server.setExecutor(threads);
    server.createContext("/", started::handle);
    server.start();
    return started;
  }

  URI uri() {
    return URI.create("http://" + HOST + ":" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    } catch (InterruptedException e) {
      // Closing: the peer sees its connection end, as with any server that stops.
      Thread.currentThread().interrupt();
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
    if (body.length > BODY_LIMIT) {
      discard(exchange.getRequestBody());
      return Reply.text(413, "A request may be 64 KB long.").with("Connection", "close");
    }
    Request request;
    try {
      request = Request.of(exchange, body);
    } catch (IllegalArgumentException e) {
      return Reply.text(400, "Bad request: " + e.getMessage());
    }
    try {
      return storefront.answer(request);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, storefront.name() + " " + request.path(), e);
      return Reply.text(500, "Internal error");
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("X-Served-By", storefront.name());
    if (exchange.getRequestMethod().equals("HEAD") && body.length > 0) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void discard(InputStream in) throws IOException {
    byte[] chunk = new byte[8192];
    long left = DISCARD_LIMIT;
    for (int n = in.read(chunk); n >= 0 && left > 0; n = in.read(chunk)) {
      left -= n;
    }
  }
}
