package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends over TLS: what is agreed on, and certificates that change. */
class UpstreamH2TlsTest {
  @TempDir Path temp;
  private Certificates certificates;

  @BeforeEach
  void makeAuthority() {
    certificates = new Certificates(temp);
  }

  @Test
  void backend_thatAgrees_isSpokenToByHttp2() throws IOException {
    try (var origin =
            H2Origin.overTls(certificates.issue("legacy.internal"), call -> call.answer("h2"));
        var gateway = Gateway.start(origin.shop(trust(certificates.authorityFile())))) {
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.get("/").text()).isEqualTo("h2");
      }
      assertThat(origin.calls().getFirst().field(":scheme")).isEqualTo("https");
    }
  }

  /** It knows nothing of ALPN. */
  @Test
  void backend_thatDoesNotAgree_isSpokenToByHttp1() throws IOException {
    try (var storefront =
            RecordingStorefront.namedOverTls("legacy", certificates.issue("legacy.internal"));
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends("http2: true")
                    .backends(trust(certificates.authorityFile())));
        var client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/").text()).isEqualTo("legacy");
      }
      assertThat(storefront.connections()).isOne();
      assertThat(gateway.legacy().getFirst().idle()).isOne();
    }
  }

  @Test
  void webSocket_goesByHttp1() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.granting(wire -> wire.send("hi")));
        var gateway = Gateway.start(Shop.of(storefront).backends("http2: true"));
        var client = Handshake.open(gateway)) {
      assertThat(client.readBytes(2)).asString(US_ASCII).isEqualTo("hi");
    }
  }

  @Test
  void authority_whoseFileChanges_isReadAgain() throws IOException {
    Certificates others = new Certificates(temp);
    Path authority = Files.copy(others.authorityFile(), temp.resolve("ca.pem"));
    try (var origin =
            H2Origin.overTls(certificates.issue("legacy.internal"), call -> call.answer("h2"));
        var gateway = Gateway.start(origin.shop(trust(authority)))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      Files.writeString(authority, Files.readString(certificates.authorityFile()));

      assertThat(gateway.activate(origin.shop(trust(authority)))).isEmpty();

      assertThat(gateway.get("/").text()).isEqualTo("h2");
    }
  }

  @Test
  void authority_whoseFileIsBad_leavesTheOld() throws IOException {
    Path authority = Files.copy(certificates.authorityFile(), temp.resolve("ca.pem"));
    try (var origin =
            H2Origin.overTls(certificates.issue("legacy.internal"), call -> call.answer("h2"));
        var gateway = Gateway.start(origin.shop(trust(authority)))) {
      assertThat(gateway.get("/").text()).isEqualTo("h2");
      Files.writeString(authority, Files.readString(authority).substring(0, 100));

      assertThat(gateway.activate(origin.shop(trust(authority))))
          .hasSize(2)
          .allSatisfy(problem -> assertThat(problem).contains(".tls: backend certificates: "));

      assertThat(gateway.get("/").text()).isEqualTo("h2");
      assertThat(origin.connections()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void configuration_withoutAChange_keepsConnections() throws IOException {
    Path authority = certificates.authorityFile();
    try (var origin =
            H2Origin.overTls(certificates.issue("legacy.internal"), call -> call.answer("h2"));
        var gateway = Gateway.start(origin.shop(trust(authority)));
        var client = gateway.connect()) {
      assertThat(client.get("/").text()).isEqualTo("h2");
      gateway.activate(origin.shop(trust(authority)));
      assertThat(client.get("/").text()).isEqualTo("h2");

      assertThat(origin.connections()).isOne();
      await().until(() -> gateway.legacy().getFirst().idle() == 1);
    }
  }

  private static String trust(Path authority) {
    return "tls: { ca: " + authority + ", serverName: legacy.internal }";
  }
}
