package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with clients and with backends. */
class TlsTest {
  @TempDir Path temp;
  private Certificates certificates;

  @BeforeEach
  void makeAuthority() {
    certificates = new Certificates(temp);
  }

  @ParameterizedTest(name = "who asks for {0} is shown {1}")
  @CsvSource({
    "www.shop.example,www.shop.example",
    "WWW.SHOP.EXAMPLE,www.shop.example",
    "img.cdn.example,*.cdn.example",
    "unknown.example,www.shop.example",
  })
  void listener_severalCertificates_showsTheOneAskedFor(String asked, String shown)
      throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).listeners(tls("www.shop.example", "*.cdn.example")));
        var client = certificates.connect(gateway, 0, asked)) {
      assertThat(Certificates.shownTo(client)).isEqualTo(shown);
      assertThat(client.get("/").text()).isEqualTo("legacy");
      assertThat(client.get("/").text()).isEqualTo("legacy");
    }
  }

  @Test
  void listener_requestOverTls_isToldAsHttps() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .listeners(tls("www.shop.example"))
                    .units(
                        "{ name: secure, match: { protocol: https }, exposure: { percent: 50% } }"));
        var client = certificates.connect(gateway, 0, "www.shop.example")) {
      Message answer =
          client.request("GET / HTTP/1.1\r\nHost: www.shop.example\r\nAccept: text/html\r\n\r\n");

      assertThat(answer.header("set-cookie")).endsWith("; Secure");
      Message seen = storefront.requests().getFirst();
      assertThat(seen.header("x-forwarded-proto")).isEqualTo("https");
      assertThat(seen.header("x-crossfade-unit")).isEqualTo("secure");
    }
  }

  @Test
  void listener_largeAnswerOverTls_arrivesWhole() throws IOException {
    int size = 8 << 20;
    try (var storefront =
            RecordingStorefront.answering(_ -> RecordingStorefront.ok("x".repeat(size)));
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls("www.shop.example")));
        var client = certificates.connect(gateway, 0, "www.shop.example")) {
      assertThat(client.get("/").body()).hasSize(size);
    }
  }

  /**
   * A client that leaves Nagle's algorithm on, as many a library does, sends its first request when
   * the last of its handshake was acknowledged. A kernel delays that by 40 ms.
   */
  @Test
  void firstRequest_ofClientThatGathersSmallWrites_waitsForNoAcknowledgement() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls("www.shop.example")))) {
      firstAnswer(gateway, true); // what is new costs more than what is compared here
      long gathering = firstAnswer(gateway, false);
      long prompt = firstAnswer(gateway, true);

      assertThat(gathering - prompt).isLessThan(MILLISECONDS.toNanos(20));
    }
  }

  /** Nanoseconds from the end of a handshake to the first byte of an answer, the median of some. */
  private long firstAnswer(Gateway gateway, boolean prompt) throws IOException {
    SSLSocketFactory sockets = certificates.client("TLSv1.3").context().getSocketFactory();
    long[] nanos = new long[11];
    for (int i = 0; i < nanos.length; i++) {
      try (Socket plain = new Socket()) {
        plain.setTcpNoDelay(prompt);
        plain.connect(gateway.address(0));
        SSLSocket client =
            (SSLSocket) sockets.createSocket(plain, "www.shop.example", gateway.port(), true);
        client.startHandshake();
        long start = System.nanoTime();
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
        assertThat(client.getInputStream().read()).isEqualTo('H');
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  @Test
  void listener_oldestVersion_isWhatIsConfigured() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .listeners(
                        "{ bind: \"127.0.0.1:0\", tls: { minVersion: \"1.3\", certificates: [ "
                            + certificates.files("www.shop.example")
                            + " ] } }"));
        var client = certificates.connect(gateway, 0, "www.shop.example")) {
      assertThat(Certificates.protocolOf(client)).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void listener_plainTextOnATlsPort_isClosed() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls("www.shop.example")));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readToEnd()).doesNotContain("HTTP".getBytes(US_ASCII));
      await().until(() -> gateway.plane().connectionCount() == 0);
      assertThat(storefront.connections()).isZero();
    }
  }

  /** Two listeners on ports that the system chooses are two, though both are written alike. */
  @Test
  void listeners_plainAndTlsOnFreePorts_areBothOpen() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).listeners(Shop.FREE_PORT, tls("www.shop.example")));
        var plain = gateway.connect();
        var secure = certificates.connect(gateway, 1, "www.shop.example")) {
      assertThat(plain.get("/").status()).isEqualTo(200);
      assertThat(secure.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void client_leavesBeforeTheHandshakeEnds_leavesNothingBehind() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls("www.shop.example")))) {
      for (int i = 0; i < 20; i++) {
        try (var client = gateway.connect()) {
          client.send("\u0016\u0003\u0001\u0002\u0000\u0001");
        }
      }

      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }

  @Test
  void backend_overTlsWithItsAuthority_isSpokenTo() throws IOException {
    try (var storefront =
            RecordingStorefront.namedOverTls("legacy", certificates.issue("legacy.internal"));
        var gateway = Gateway.start(trusting(certificates, storefront, "legacy.internal"));
        var client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/").text()).isEqualTo("legacy");
      }
      assertThat(storefront.connections()).isOne();
    }
  }

  @Test
  void backend_ofAnotherAuthority_is502() throws IOException {
    Certificates strangers = new Certificates(temp);
    try (var storefront =
            RecordingStorefront.namedOverTls("legacy", strangers.issue("legacy.internal"));
        var gateway = Gateway.start(trusting(certificates, storefront, "legacy.internal"))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CONNECT_FAILED);
      assertThat(storefront.requests()).isEmpty();
    }
  }

  @Test
  void backend_ofAnotherName_is502() throws IOException {
    try (var storefront =
            RecordingStorefront.namedOverTls("legacy", certificates.issue("other.internal"));
        var gateway = Gateway.start(trusting(certificates, storefront, "legacy.internal"))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      assertThat(storefront.requests()).isEmpty();
    }
  }

  @Test
  void backend_notVerified_isSpokenToWhoeverItIs() throws IOException {
    try (var storefront =
            RecordingStorefront.namedOverTls("legacy", certificates.issue("other.internal"));
        var gateway = Gateway.start(Shop.of(storefront).backends("tls: { verify: false }"))) {
      assertThat(gateway.get("/").text()).isEqualTo("legacy");
    }
  }

  @Test
  void backend_plainTextOnATlsEndpoint_is502() throws IOException {
    try (var storefront =
            RecordingStorefront.running(wire -> wire.send("HTTP/1.1 200 OK\r\n\r\n"));
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .legacy("https://127.0.0.1:" + storefront.port())
                    .next("https://127.0.0.1:" + storefront.port())
                    .backends("tls: { verify: false }"))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
    }
  }

  /** RFC 8446 §6.1: what ends without a close_notify may have been cut. */
  @Test
  void answer_cutOverTls_isSeenAsACut() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
                });
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls("www.shop.example")));
        var client = certificates.connect(gateway, 0, "www.shop.example")) {
      assertThatThrownBy(() -> client.request("GET / HTTP/1.0\r\n\r\n"))
          .isInstanceOf(IOException.class);
    }
  }

  private String tls(String... names) throws IOException {
    StringBuilder files = new StringBuilder();
    for (String name : names) {
      files.append(files.isEmpty() ? "" : ", ").append(certificates.files(name));
    }
    return "{ bind: \"127.0.0.1:0\", tls: { certificates: [ " + files + " ] } }";
  }

  private static Shop trusting(
      Certificates authority, RecordingStorefront storefront, String serverName)
      throws IOException {
    return Shop.of(storefront)
        .backends("tls: { ca: " + authority.authorityFile() + ", serverName: " + serverName + " }");
  }
}
