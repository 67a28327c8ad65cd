package dev.crossfade.deploy.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A storefront that answers every path with its name. */
public final class Shop implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile boolean broken;

  private Shop(HttpServer server) {
    this.server = server;
  }

  public static Shop named(String name) throws IOException {
    return answering(200, name);
  }

  /** A storefront that has no page at all. */
  static Shop without(String name) throws IOException {
    return answering(404, name);
  }

  private static Shop answering(int status, String name) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    Shop shop = new Shop(server);
    byte[] body = name.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("X-Served-By", name);
          exchange.sendResponseHeaders(shop.broken ? 500 : status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(shop.threads);
    server.start();
    return shop;
  }

  /** From now on it answers everything with 500. */
  void breakDown() {
    broken = true;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
