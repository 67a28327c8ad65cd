package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Config;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Live;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One data plane goes on where another leaves, on the same sockets. */
class HandOverTest {
  private static final Executor THREAD = Thread::startVirtualThread;
  private static final Duration LONG = Duration.ofSeconds(20);

  static List<Transport> able() {
    return Stream.of(Transport.values())
        .filter(Transport::isAvailable)
        .filter(Transport::handsOver)
        .toList();
  }

  static Stream<Arguments> pairs() {
    return able().stream().flatMap(a -> able().stream().map(b -> Arguments.of(a, b)));
  }

  /** The sockets as another process would get them: under numbers of its own. */
  private static List<ListeningSocket> copies(DataPlane plane) throws IOException {
    List<ListeningSocket> copies = new ArrayList<>();
    for (ListeningSocket one : plane.sockets()) {
      Socket copy = Socket.newSocketStream();
      Descriptors.replace(one.socket().intValue(), copy.intValue());
      copies.add(new ListeningSocket(one.bind(), one.nth(), copy));
    }
    return copies;
  }

  /** Closing the last holder's socket would reset those who wait in its queue. */
  @ParameterizedTest
  @MethodSource("pairs")
  void adopt_connectionsThatNobodyHasAccepted_areServed(Transport from, Transport to)
      throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var old = Gateway.start(from, Shop.of(storefront));
        var plane = new DataPlane(to, List.of())) {
      InetSocketAddress address = old.address(0);
      plane.adopt(copies(old.plane()));
      assertThat(old.plane().leave(LONG)).isZero();
      List<Wire> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(Wire.connect(address).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      }

      assertThat(plane.activate(Shop.of(storefront).config())).isEmpty();

      for (Wire client : waiting) {
        assertThat(client.readResponse().status()).isEqualTo(200);
        client.close();
      }
      assertThat(plane.addresses()).containsExactly(address);
    }
  }

  /** At every moment one of the two accepts, and what either has accepted it answers. */
  @ParameterizedTest
  @MethodSource("pairs")
  void handOver_underNewConnections_failsNone(Transport from, Transport to) throws Exception {
    try (var storefront = RecordingStorefront.named("legacy");
        var old = Gateway.start(from, Shop.of(storefront));
        var plane = new DataPlane(to, List.of())) {
      InetSocketAddress address = old.address(0);
      var clients = new ArrayList<CompletableFuture<Integer>>();
      for (int i = 0; i < 4; i++) {
        clients.add(CompletableFuture.supplyAsync(() -> ask(address, 300), THREAD));
      }
      await().until(() -> storefront.requests().size() > 20);

      plane.adopt(copies(old.plane()));
      assertThat(plane.activate(Shop.of(storefront).config())).isEmpty();
      assertThat(old.plane().leave(LONG)).isZero();

      for (var client : clients) {
        assertThat(client.get()).isEqualTo(300);
      }
    }
  }

  private static int ask(InetSocketAddress address, int times) {
    for (int i = 0; i < times; i++) {
      try (Wire client = Wire.connect(address)) {
        if (client.get("/").status() != 200) {
          return i;
        }
      } catch (IOException e) {
        throw new IllegalStateException("request " + i, e);
      }
    }
    return times;
  }

  @ParameterizedTest
  @MethodSource("able")
  void adopt_whenTheConfigurationIsRefused_leavesTheSocketToTheOther(Transport transport)
      throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var old = Gateway.start(transport, Shop.of(storefront));
        var plane = new DataPlane(transport, List.of())) {
      plane.adopt(copies(old.plane()));

      Config config = Shop.of(storefront).config();
      Decider.Draft draft = Decider.plain(config, Live.fresh());
      assertThat(plane.activate(config, draft, () -> List.of("not today")))
          .containsExactly("not today");

      assertThat(old.get("/").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("able")
  void adopt_socketThatNoListenerWants_isLetGo(Transport transport) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var old =
            Gateway.start(
                transport, Shop.of(storefront).listeners(Shop.FREE_PORT, Shop.FREE_PORT));
        var plane = new DataPlane(transport, List.of())) {
      InetSocketAddress unwanted = old.address(1);
      plane.adopt(copies(old.plane()));
      assertThat(plane.activate(Shop.of(storefront).config())).isEmpty();

      assertThat(old.plane().leave(LONG)).isZero();

      assertThatThrownBy(() -> Wire.connect(unwanted)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void leave_connectionThatIsIdle_endsWithItsNextAnswer() throws Exception {
    try (var storefront = RecordingStorefront.named("legacy");
        var old = Gateway.start(Shop.of(storefront));
        var client = old.connect()) {
      InetSocketAddress address = old.address(0);
      assertThat(client.get("/").header("connection")).isNull();
      var left = CompletableFuture.supplyAsync(() -> old.plane().leave(LONG), THREAD);
      await().until(() -> isRefused(address));

      Message last = client.get("/");

      assertThat(last.status()).isEqualTo(200);
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(left.get()).isZero();
    }
  }

  @Test
  void leave_connectionOfHttp2ThatIsIdle_endsWithItsNextAnswer() throws Exception {
    try (var storefront = RecordingStorefront.named("legacy");
        var old = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(old)) {
      InetSocketAddress address = old.address(0);
      assertThat(client.get(1, "/").status()).isEqualTo("200");
      var left = CompletableFuture.supplyAsync(() -> old.plane().leave(LONG), THREAD);
      await().until(() -> isRefused(address));

      assertThat(client.get(3, "/").status()).isEqualTo("200");

      assertThat(client.isEnded()).isTrue();
      assertThat(left.get()).isZero();
    }
  }

  @Test
  void leave_connectionThatStaysIdle_isClosedWhenPatienceEnds() throws Exception {
    try (var storefront = RecordingStorefront.named("legacy");
        var old = Gateway.start(Shop.of(storefront));
        var client = old.connect()) {
      client.get("/");

      assertThat(old.plane().leave(Duration.ofMillis(100))).isZero();

      assertThat(client.isEnded()).isTrue();
    }
  }

  private static boolean isRefused(InetSocketAddress address) throws IOException {
    try (Wire _ = Wire.connect(address)) {
      return false;
    } catch (ConnectException _) {
      return true;
    }
  }
}
