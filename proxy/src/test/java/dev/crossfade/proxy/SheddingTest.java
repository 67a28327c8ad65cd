package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of connections beyond {@code limits.connections}. */
class SheddingTest {
  private static final String ONE = "limits: { connections: 1 }";

  @TempDir Path folder;
  private RecordingStorefront storefront;

  @BeforeEach
  void open() {
    storefront = RecordingStorefront.named("shop");
  }

  @AfterEach
  void close() {
    storefront.close();
  }

  /** Nothing is asked, and nothing is waited for. */
  @Test
  void connection_oneTooMany_isTurnedAwayBeforeItAsks() throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront).and(ONE));
        var first = gateway.connect()) {
      assertThat(first.get("/").status()).isEqualTo(200);

      try (var second = gateway.connect()) {
        Message answer = second.readResponse();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("5");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(second.isEnded()).isTrue();
      }
      assertThat(gateway.plane().rejections().total(Rejection.LIMIT)).isOne();
      assertThat(gateway.plane().rejections().total()).isOne();
      assertThat(first.get("/").status()).isEqualTo(200);
    }
  }

  /** The answer is not lost to a reset, though nobody reads the request. */
  @ParameterizedTest
  @EnumSource
  void connection_thatSendsAtOnce_canReadItsAnswer(Delivery delivery) throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront).and(ONE));
        var first = gateway.connect()) {
      assertThat(first.get("/").status()).isEqualTo(200);

      try (var second = gateway.connect()) {
        delivery.send(second, new byte[1_000]);

        assertThat(second.readResponse().text()).contains("busy");
      }
      assertThat(storefront.requests()).hasSize(1);
    }
  }

  @Test
  void connections_fewerAgain_letTheNextOneIn() throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront).and(ONE))) {
      try (var first = gateway.connect()) {
        first.get("/");
        assertThat(gateway.get("/").status()).isEqualTo(503);
      }
      await().until(() -> gateway.plane().connectionCount() == 0);

      assertThat(gateway.get("/").status()).isEqualTo(200);
    }
  }

  /** Who does not leave costs a place for a while, and no more places than there are. */
  @Test
  void connections_manyThatStay_areClosedHard() throws IOException {
    List<Wire> crowd = new ArrayList<>();
    try (var gateway = Gateway.start(Shop.of(storefront).and(ONE));
        var first = gateway.connect()) {
      first.get("/");
      for (int i = 0; i < 300; i++) {
        arrive(gateway.address(0)).ifPresent(crowd::add);
      }
      await().until(() -> gateway.plane().rejections().total(Rejection.LIMIT) == 300);

      int told = 0;
      for (Wire client : crowd) {
        if (isTold(client)) {
          told++;
        }
      }
      assertThat(told).isGreaterThanOrEqualTo(256).isLessThan(300);
      assertThat(first.get("/").status()).isEqualTo(200);
    } finally {
      for (Wire client : crowd) {
        client.close();
      }
    }
  }

  /** Connects, unless the gateway hangs up so soon that connecting itself hears of it. */
  private static Optional<Wire> arrive(InetSocketAddress address) throws IOException {
    try {
      return Optional.of(Wire.connect(address));
    } catch (ConnectException e) {
      throw e; // refused: nobody listens
    } catch (SocketException _) {
      return Optional.empty(); // reset
    }
  }

  private static boolean isTold(Wire client) {
    try {
      return client.readResponse().status() == 503;
    } catch (IOException _) {
      return false; // closed without a word
    }
  }

  /** A handshake costs more than the connection is worth. */
  @Test
  void connectionOverTls_oneTooMany_isClosedWithoutAHandshake() throws Exception {
    String files = new Certificates(folder).files("shop.example");
    String tls = "{ bind: \"127.0.0.1:0\", tls: { certificates: [ %s ] } }".formatted(files);
    try (var gateway = Gateway.start(Shop.of(storefront).listeners(Shop.FREE_PORT, tls).and(ONE));
        var first = gateway.connect()) {
      first.get("/");

      Optional<Wire> second = arrive(gateway.address(1));
      if (second.isPresent()) {
        try (Wire wire = second.get()) {
          assertThat(wire.isEnded()).isTrue();
        }
      }
      await().until(() -> gateway.plane().rejections().total(Rejection.LIMIT) == 1);
    }
  }
}
