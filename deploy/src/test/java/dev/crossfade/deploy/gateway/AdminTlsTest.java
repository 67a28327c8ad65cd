package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.ConfigLoader;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port over TLS. */
class AdminTlsTest {
  @TempDir Path folder;
  private X509Bundle authority;
  private Shop shop;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    write(issue("first"));
    shop = Shop.named("shop");
    gateway = started(config(tls()));
  }

  @AfterEach
  void stop() {
    gateway.close();
    shop.close();
  }

  private Gateway started(String text) throws IOException, StartFailure {
    return Gateway.start(
        Files.writeString(folder.resolve("crossfade.yaml"), text),
        new ConfigLoader(_ -> Optional.empty()),
        null,
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
  }

  private String tls() {
    return "tls: { cert: %s, key: %s }"
        .formatted(folder.resolve("admin.pem"), folder.resolve("admin.key"));
  }

  private String config(String tls) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: "127.0.0.1:0", %s, %s }
    backends: { legacy: { endpoints: "%s" }, next: { endpoints: "%s" } }
    units: [ { name: shop, match: { path: /** }, send: legacy } ]
    state: { dir: "%s" }
    """
        .formatted(RawAdmin.TOKENS, tls, shop.url(), shop.url(), folder.resolve("state"));
  }

  private X509Bundle issue(String name) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + name)
        .addSanIpAddress("127.0.0.1")
        .buildIssuedBy(authority);
  }

  private void write(X509Bundle bundle) throws IOException {
    Files.writeString(folder.resolve("admin.pem"), bundle.getCertificatePathPEM());
    Files.writeString(folder.resolve("admin.key"), bundle.getPrivateKeyPEM());
  }

  private SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority.getCertificate());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] trust = factory.getTrustManagers();
    context.init(null, trust, null);
    return context;
  }

  /** Whose certificate a new connection is shown. */
  private String shown() throws Exception {
    try (SSLSocket socket = connected()) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  private SSLSocket connected() throws Exception {
    return (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", gateway.adminPort());
  }

  private HttpResponse<String> get(HttpClient.Version version, String path, String... headers)
      throws Exception {
    URI uri = URI.create("https://127.0.0.1:" + gateway.adminPort() + path);
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(trusting()).version(version).build()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void request_overTls_isAnsweredAndToldToStaySo(String version) throws Exception {
    HttpResponse<String> answer =
        get(
            HttpClient.Version.valueOf(version),
            "/api/v1/status",
            "Authorization",
            "Bearer " + RawAdmin.VIEWER,
            "Origin",
            "https://127.0.0.1:" + gateway.adminPort());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version().name()).isEqualTo(version);
    assertThat(answer.headers().firstValue("strict-transport-security"))
        .hasValue("max-age=31536000");
  }

  @Test
  void request_ofAPageWithoutTls_isRefused() throws Exception {
    HttpResponse<String> answer =
        get(
            HttpClient.Version.HTTP_1_1,
            "/api/v1/status",
            "Authorization",
            "Bearer " + RawAdmin.VIEWER,
            "Origin",
            "http://127.0.0.1:" + gateway.adminPort());

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void handshake_withATlsOfToday_succeeds(String version) throws Exception {
    try (SSLSocket socket = connected()) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();

      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  /** Java itself would not offer these any more: the hello is written by hand. */
  @ParameterizedTest
  @ValueSource(ints = {0x0301, 0x0302})
  void handshake_withAnOldTls_isRefused(int version) throws Exception {
    byte[] hello = OldHello.of(version);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.adminPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(hello);
      socket.getOutputStream().flush();

      byte[] answer = socket.getInputStream().readNBytes(7);

      assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
      assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
    }
  }

  @Test
  void request_withoutTls_isNotAnswered() {
    assertThatThrownBy(() -> new RawAdmin(gateway.adminPort()).get("/healthz"))
        .isInstanceOf(IOException.class);
  }

  /** Nobody asks for it: the files are watched. */
  @Test
  void certificate_whoseFilesChange_isShownOnNewConnections() throws Exception {
    assertThat(shown()).isEqualTo("CN=first");

    write(issue("second"));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(shown()).isEqualTo("CN=second"));
  }

  @Test
  void certificate_thatIsNone_refusesTheReloadAndTheOldOneStays() throws Exception {
    Files.writeString(folder.resolve("admin.pem"), "no certificate");

    assertThat(gateway.reload("test").toString()).contains("admin.tls").contains("admin.pem");
    assertThat(shown()).isEqualTo("CN=first");
  }

  @Test
  void tls_thatGoes_refusesTheReload() throws Exception {
    Files.writeString(folder.resolve("crossfade.yaml"), config("behindTls: true"));

    assertThat(gateway.reload("test").toString())
        .contains("admin.tls: cannot come or go while running (expected: a restart)");
  }

  @Test
  void start_withACertificateThatIsNone_saysSo() throws Exception {
    gateway.close();
    Files.writeString(folder.resolve("admin.pem"), "no certificate");

    assertThatThrownBy(() -> started(config(tls())))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("admin.tls")
        .hasMessageContaining("admin.pem");
    gateway = startedAgain();
  }

  private Gateway startedAgain() throws Exception {
    write(issue("third"));
    return started(config(tls()));
  }

  @Test
  void handshake_withAnotherAuthority_failsAtTheClient() throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            SSLContext.getDefault()
                .getSocketFactory()
                .createSocket("127.0.0.1", gateway.adminPort())) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  /** The first message of a client that knows no newer TLS than some version. */
  private static final class OldHello {
    static byte[] of(int version) {
      java.nio.ByteBuffer body = java.nio.ByteBuffer.allocate(128);
      body.putShort((short) version).put(new byte[32]).put((byte) 0);
      short[] suites = {(short) 0xc009, (short) 0xc00a, (short) 0xc013, (short) 0x002f};
      body.putShort((short) (suites.length * 2));
      for (short suite : suites) {
        body.putShort(suite);
      }
      body.put((byte) 1).put((byte) 0);
      int length = body.position();
      java.nio.ByteBuffer record = java.nio.ByteBuffer.allocate(length + 9);
      record.put((byte) 22).putShort((short) 0x0301).putShort((short) (length + 4));
      record.put((byte) 1).put((byte) 0).putShort((short) length);
      record.put(body.array(), 0, length);
      return record.array();
    }
  }
}
