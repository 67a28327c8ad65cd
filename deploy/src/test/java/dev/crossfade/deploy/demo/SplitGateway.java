package dev.crossfade.deploy.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway that makes the mistake: the checkout goes to next, all else to legacy, cart included.
 * Gives out an identity as a gateway does, and counts the visitors it sees again.
 */
final class SplitGateway implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger recognised = new AtomicInteger();
  private final DemoStorefronts storefronts;

  private SplitGateway(DemoStorefronts storefronts, HttpServer server) {
    this.storefronts = storefronts;
    this.server = server;
  }

  static SplitGateway start(DemoStorefronts storefronts) throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SplitGateway gateway = new SplitGateway(storefronts, HttpServer.create(free, 0));
    gateway.server.setExecutor(gateway.threads);
    gateway.server.createContext("/", gateway::handle);
    gateway.server.start();
    return gateway;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int visitorsRecognised() {
    return recognised.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI asked = exchange.getRequestURI();
      boolean checkout = asked.getPath().startsWith("/checkout");
      URI storefront = checkout ? storefronts.next() : storefronts.legacy();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(storefront.resolve(asked.toString()))
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      for (String name : List.of("Cookie", "Content-Type", "User-Agent")) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        values.forEach(value -> request.header(name, value));
      }
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      for (String name : List.of("Location", "Set-Cookie", "X-Served-By", "Content-Type")) {
        response
            .headers()
            .allValues(name)
            .forEach(it -> exchange.getResponseHeaders().add(name, it));
      }
      identify(exchange);
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void identify(HttpExchange exchange) {
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    if (cookies != null && cookies.contains("cf_id=")) {
      recognised.incrementAndGet();
    } else {
      exchange.getResponseHeaders().add("Set-Cookie", "cf_id=v1; Path=/; HttpOnly");
    }
  }
}
