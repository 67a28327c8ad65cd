package dev.crossfade.seo.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.url.WebUrl;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates that are good, and those that are not: each has its own words. */
class TlsTest {
  private final Instant now = Instant.now();
  private X509Bundle authority;

  private @Nullable HttpServer server;

  @BeforeEach
  void found() throws Exception {
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .notBefore(now.minus(Duration.ofDays(30)))
            .buildSelfSigned();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private CertificateBuilder named(String name) {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + name)
        .addSanDnsName(name)
        .notBefore(now.minus(Duration.ofDays(20)))
        .notAfter(now.plus(Duration.ofDays(20)));
  }

  private int serve(X509Bundle certificate) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    secure.setHttpsConfigurator(new HttpsConfigurator(context));
    return serve(secure);
  }

  private int serve(HttpServer open) {
    open.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    open.start();
    server = open;
    return open.getAddress().getPort();
  }

  /** Asks for it by its name, at this machine. */
  private Fetched ask(String host, int port) throws Exception {
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, authority.toTrustManagerFactory().getTrustManagers(), null);
    FetchSettings settings =
        new FetchSettings(
            1,
            FetchSettings.UNLIMITED,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            0,
            1 << 20,
            "Audit/1",
            null,
            Map.of(host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    try (Fetcher fetcher = new Fetcher(settings, new Waits(), () -> now, trust)) {
      return fetcher.get(WebUrl.of("https://" + host + "/"));
    }
  }

  private static void assertRefused(Fetched fetched, String message) {
    assertThat(fetched).isInstanceOf(Failed.class);
    assertThat(((Failed) fetched).message()).isEqualTo("https://shop.example/: " + message);
    assertThat(((Failed) fetched).cause()).isEqualTo(Cause.TLS);
  }

  @Test
  void get_ofAHostElsewhere_checksTheCertificateOfItsName() throws Exception {
    int port = serve(named("shop.example").buildIssuedBy(authority));

    assertThat(ask("shop.example", port)).isInstanceOf(Answered.class);
  }

  @Test
  void get_withACertificateOfAnother_namesTheHost() throws Exception {
    int port = serve(named("other.example").buildIssuedBy(authority));

    assertRefused(ask("shop.example", port), "no certificate for shop.example");
  }

  @Test
  void get_withAnExpiredCertificate_saysSo() throws Exception {
    int port =
        serve(
            named("shop.example").notAfter(now.minus(Duration.ofDays(1))).buildIssuedBy(authority));

    assertRefused(ask("shop.example", port), "certificate has expired");
  }

  @Test
  void get_withACertificateFromTheFuture_saysSo() throws Exception {
    int port =
        serve(
            named("shop.example").notBefore(now.plus(Duration.ofDays(1))).buildIssuedBy(authority));

    assertRefused(ask("shop.example", port), "certificate is not valid yet");
  }

  @Test
  void get_withACertificateOfNobody_saysSo() throws Exception {
    X509Bundle nobody =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=nobody")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    int port = serve(named("shop.example").buildIssuedBy(nobody));

    assertRefused(ask("shop.example", port), "certificate of an authority that is not trusted");
  }

  @Test
  void get_ofAPortWithoutTls_saysSo() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sayBadRequest(plain));

      Fetched fetched = ask("shop.example", plain.getLocalPort());

      assertThat(((Failed) fetched).cause()).isEqualTo(Cause.TLS);
      assertThat(((Failed) fetched).message()).startsWith("https://shop.example/: no TLS: ");
    }
  }

  /** As servers do that get a handshake where they expect a request. */
  private static void sayBadRequest(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the client has seen enough
    }
  }
}
