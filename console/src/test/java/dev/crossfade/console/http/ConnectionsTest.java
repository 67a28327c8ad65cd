package dev.crossfade.console.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that are slow, or many, on sockets; the clock is the test's. */
class ConnectionsTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicLong nanos = new AtomicLong();
  private final Connections connections = new Connections(nanos::get);
  private final List<Socket> sockets = new ArrayList<>();
  private int port;

  @BeforeEach
  void listen() throws Exception {
    Router router = Router.router(vertx);
    router.route().handler(connections::asked);
    router.get("/").handler(context -> context.response().end("here"));
    router.get("/stream").handler(context -> context.response().setChunked(true).write("one"));
    router
        .post("/")
        .handler(
            context -> context.request().body().onSuccess(body -> context.response().end(body)));
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .connectionHandler(connections::opened)
            .requestHandler(router);
    port = await(server.listen(0, "127.0.0.1")).actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Reads up to some text, or the end. */
  private static String read(Socket socket, String until) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (text.indexOf(until) < 0) {
      int read = in.read();
      if (read < 0) {
        return text.toString();
      }
      text.append((char) read);
    }
    return text.toString();
  }

  /** Lets time pass, and looks who was too slow, on the event loop as the port does. */
  private void pass(Duration time) throws Exception {
    nanos.addAndGet(time.toNanos());
    onLoop(connections::sweep);
  }

  private void onLoop(Runnable action) throws Exception {
    io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
    vertx.runOnContext(
        _ -> {
          action.run();
          done.complete();
        });
    await(done.future());
  }

  /** Until the server has seen what a socket sent; an answer on another proves it. */
  private void settle() throws Exception {
    Socket other = connected();
    send(other, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(read(other, "here")).contains("200 OK");
  }

  @Test
  void connection_thatSaysNothing_isClosedAfterAWhile() throws Exception {
    Socket silent = connected();
    settle();
    pass(Connections.FIRST.plusSeconds(1));

    assertThat(silent.getInputStream().read()).isEqualTo(-1);
  }

  /** A byte now and then keeps nothing open: no timeout of the socket sees it as idle. */
  @Test
  void head_thatComesByteByByte_isNotWaitedFor() throws Exception {
    Socket slow = connected();
    send(slow, "GET / HTTP/1.1\r\nHost: a\r\nX-A: ");
    settle();
    pass(Connections.FIRST.minusSeconds(1));
    send(slow, "a");
    settle();
    pass(Duration.ofSeconds(2));

    assertThat(slow.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void nextHead_thatComesByteByByte_isNotWaitedFor() throws Exception {
    Socket slow = connected();
    send(slow, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    read(slow, "here");
    pass(Connections.FIRST.plusSeconds(1));
    send(slow, "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET");
    assertThat(read(slow, "here")).as("within its time").contains("200 OK");

    pass(Connections.NEXT.plusSeconds(1));

    assertThat(slow.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void body_thatComesByteByByte_isNotWaitedFor() throws Exception {
    Socket slow = connected();
    send(slow, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\na");
    settle();
    pass(Connections.BODY.minusSeconds(1));
    send(slow, "a");
    settle();
    pass(Duration.ofSeconds(2));

    assertThat(slow.getInputStream().read()).isEqualTo(-1);
  }

  /** What takes long because it goes on, as events do, is not slow. */
  @Test
  void answer_thatGoesOn_staysOpen() throws Exception {
    Socket listening = connected();
    send(listening, "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(read(listening, "one")).contains("200 OK");
    pass(Duration.ofDays(1));

    int[] open = new int[1];
    onLoop(() -> open[0] = connections.count());
    assertThat(open[0]).isEqualTo(1);
  }

  @Test
  void connection_beyondTheMost_isClosedAndTheOthersAreServed() throws Exception {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < Connections.MOST; i++) {
      Socket socket = connected();
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(read(socket, "here")).contains("200 OK");
      all.add(socket);
    }

    assertThat(connected().getInputStream().read()).isEqualTo(-1);
    send(all.getFirst(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(read(all.getFirst(), "here")).contains("200 OK");
  }
}
