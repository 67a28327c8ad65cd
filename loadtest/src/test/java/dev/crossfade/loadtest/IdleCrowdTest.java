package dev.crossfade.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The crowd as a server sees it. */
class IdleCrowdTest {
  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private int status = 200;
  private HttpServer server;
  private URI target;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          clients.add(exchange.getRemoteAddress());
          requests.incrementAndGet();
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write(new byte[2]);
          exchange.close();
        });
    server.start();
    target = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void open_asksOnEveryConnectionAndKeepsIt() throws Exception {
    try (IdleCrowd crowd = IdleCrowd.open(target, List.of("Cookie: a=b"), 20, 3)) {
      assertThat(crowd.size()).isEqualTo(20);
      assertThat(clients).hasSize(20);
      assertThat(requests).hasValue(60);
    }
  }

  @Test
  void open_whenAnAnswerIsBad_saysWhichAndWhy() {
    status = 503;

    assertThatThrownBy(() -> IdleCrowd.open(target, List.of(), 2, 1))
        .isInstanceOf(IOException.class)
        .hasMessage("connection 1 of 2: status 503 (expected: 200, kept)");
  }

  @Test
  void open_ofNoConnections_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdleCrowd.open(target, List.of(), 0, 1))
        .withMessageStartingWith("0 connections");
  }
}
