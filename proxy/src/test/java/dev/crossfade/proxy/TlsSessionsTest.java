package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with clients: sessions that go on, ciphers, and certificates that change. */
class TlsSessionsTest {
  private static final String NAME = "www.shop.example";

  @TempDir Path temp;
  private Certificates certificates;

  @BeforeEach
  void makeAuthority() {
    certificates = new Certificates(temp);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void session_ofAClientThatComesBack_goesOn(String version) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener("")))) {
      TlsClient client = certificates.client(version);
      long first = visit(client, gateway);

      assertThat(visit(client, gateway)).isEqualTo(first);
    }
  }

  @Test
  void session_afterAConfigurationWithoutAChange_goesOn() throws IOException {
    String listener = listener("");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener))) {
      TlsClient client = certificates.client("TLSv1.3");
      long first = visit(client, gateway);
      gateway.activate(Shop.of(storefront).listeners(listener));

      assertThat(visit(client, gateway)).isEqualTo(first);
    }
  }

  @Test
  void session_whereNoneMayGoOn_isMadeAnew() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront).listeners(listener("sessions: { resume: false }, ")))) {
      for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
        TlsClient client = certificates.client(version);
        long first = visit(client, gateway);

        assertThat(visit(client, gateway)).isNotEqualTo(first);
      }
    }
  }

  /** What seals its ticket outlives the certificate. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void session_afterTheCertificateChanged_goesOn(String version) throws IOException {
    String listener = listener("");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener))) {
      TlsClient client = certificates.client(version);
      long first = visit(client, gateway);
      certificates.files(NAME);
      assertThat(gateway.activate(Shop.of(storefront).listeners(listener))).isEmpty();

      assertThat(visit(client, gateway)).isEqualTo(first);
    }
  }

  /** Another lifetime makes other keys: the ticket is of no use, and nobody notices. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void session_whoseTicketNobodyOpens_isMadeAnew(String version) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener("")))) {
      TlsClient client = certificates.client(version);
      long first = visit(client, gateway);
      String other = listener("sessions: { lifetime: 7m }, ");
      assertThat(gateway.activate(Shop.of(storefront).listeners(other))).isEmpty();

      long second = visit(client, gateway);

      assertThat(second).isNotEqualTo(first);
      assertThat(visit(client, gateway)).isEqualTo(second);
    }
  }

  /** Certificates change while clients come back with their sessions, and none is turned away. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void certificates_thatChangeUnderClientsWithSessions_failNobody(String version) throws Exception {
    String listener = listener("");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean changing = new AtomicBoolean(true);
      List<Future<Integer>> visitors = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        TlsClient client = certificates.client(version);
        visitors.add(threads.submit(() -> comeBack(client, gateway, changing)));
      }
      for (int change = 0; change < 20; change++) {
        certificates.files(NAME);
        assertThat(gateway.activate(Shop.of(storefront).listeners(listener))).isEmpty();
      }
      changing.set(false);

      for (Future<Integer> visits : visitors) {
        assertThat(visits.get()).isPositive(); // throws what went wrong
      }
    }
  }

  private static int comeBack(TlsClient client, Gateway gateway, AtomicBoolean changing)
      throws IOException {
    int visits = 0;
    do {
      visit(client, gateway);
      visits++;
    } while (changing.get());
    return visits;
  }

  /** When the session was made: one that goes on is as old as the first. */
  private static long visit(TlsClient client, Gateway gateway) throws IOException {
    try (Wire wire = client.connect(gateway, NAME)) {
      assertThat(wire.get("/").status()).isEqualTo(200); // tickets come with the answer
      return ((SSLSocket) wire.socket()).getSession().getCreationTime();
    }
  }

  private static Certificate shown(Wire wire) throws SSLPeerUnverifiedException {
    return ((SSLSocket) wire.socket()).getSession().getPeerCertificates()[0];
  }

  /** No forward secrecy, or no authenticated encryption. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
      })
  void cipher_thatIsWeak_isRefused(String cipher) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener("")))) {
      TlsClient client = certificates.client("TLSv1.2").only(cipher);

      assertThatThrownBy(() -> client.connect(gateway, NAME)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void cipher_thatIsStrong_isAgreedOn() throws IOException {
    String cipher = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener("")))) {
      try (Wire wire = certificates.client("TLSv1.2").only(cipher).connect(gateway, NAME)) {
        assertThat(((SSLSocket) wire.socket()).getSession().getCipherSuite()).isEqualTo(cipher);
      }
    }
  }

  @Test
  void version_olderThanConfigured_isRefused() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).listeners(listener("minVersion: \"1.3\", ")))) {
      TlsClient client = certificates.client("TLSv1.2");

      assertThatThrownBy(() -> client.connect(gateway, NAME)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void certificate_whoseFileChanges_isShownToWhoComesThen() throws IOException {
    String listener = listener("");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener));
        var before = certificates.client("TLSv1.3").connect(gateway, NAME)) {
      assertThat(before.get("/").status()).isEqualTo(200);
      certificates.files(NAME);

      assertThat(gateway.activate(Shop.of(storefront).listeners(listener))).isEmpty();

      try (var after = certificates.client("TLSv1.3").connect(gateway, NAME)) {
        assertThat(shown(after)).isNotEqualTo(shown(before));
        assertThat(after.get("/").status()).isEqualTo(200);
        assertThat(before.get("/").status()).isEqualTo(200);
      }
    }
  }

  /** As a program finds it that reads while another writes. */
  @ParameterizedTest
  @ValueSource(strings = {".pem", ".key"})
  void certificate_whoseFileIsHalf_leavesTheOld(String file) throws IOException {
    String listener = listener("");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener));
        var before = certificates.client("TLSv1.3").connect(gateway, NAME)) {
      Path half = temp.resolve(NAME + file);
      Files.writeString(half, Files.readString(half).substring(0, 80));

      assertThat(gateway.activate(Shop.of(storefront).listeners(listener)))
          .singleElement()
          .asString()
          .startsWith("listeners[0].tls: " + temp.resolve(NAME + ".pem"));

      try (var after = certificates.client("TLSv1.3").connect(gateway, NAME)) {
        assertThat(shown(after)).isEqualTo(shown(before));
      }
      assertThat(before.get("/").status()).isEqualTo(200);
    }
  }

  private String listener(String settings) throws IOException {
    return "{ bind: \"127.0.0.1:0\", tls: { "
        + settings
        + "certificates: [ "
        + certificates.files(NAME)
        + " ] } }";
  }
}
