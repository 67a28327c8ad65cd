package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.crossfade.config.ConfigLoader;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends that want to know who asks: the certificate we show them is the one in its files. */
class ClientCertificateTest {
  @TempDir Path folder;
  private X509Bundle authority;
  private HttpsServer backend;
  private Gateway gateway;
  private final HttpClient client = HttpClient.newHttpClient();

  /** A backend that takes only clients of its authority, and tells each its name. */
  @BeforeEach
  void start() throws Exception {
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        issue("backend").toKeyManagerFactory().getKeyManagers(),
        authority.toTrustManagerFactory().getTrustManagers(),
        null);
    backend = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    backend.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ours = context.getDefaultSSLParameters();
            ours.setNeedClientAuth(true);
            parameters.setSSLParameters(ours);
          }
        });
    backend.createContext(
        "/",
        exchange -> {
          String name = ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
          byte[] body = name.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backend.start();
    Files.writeString(folder.resolve("authority.pem"), authority.getCertificatePEM());
    X509Bundle first = issue("first");
    Files.writeString(cert(), first.getCertificatePathPEM());
    Files.writeString(key(), first.getPrivateKeyPEM());
    gateway =
        Gateway.start(
            Files.writeString(folder.resolve("crossfade.yaml"), config()),
            new ConfigLoader(_ -> Optional.empty()),
            null,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    gateway.close();
    client.close();
    backend.stop(0);
  }

  private X509Bundle issue(String name) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + name)
        .addSanIpAddress(InetAddress.getLoopbackAddress().getHostAddress())
        .buildIssuedBy(authority);
  }

  private Path cert() {
    return folder.resolve("client.pem");
  }

  private Path key() {
    return folder.resolve("client.key");
  }

  private String config() {
    String shop =
        "endpoints: [ \"https://127.0.0.1:%d\" ], tls: { ca: %s, cert: %s, key: %s }"
            .formatted(
                backend.getAddress().getPort(), folder.resolve("authority.pem"), cert(), key());
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: 127.0.0.1:0 }
    backends:
      legacy: { %s }
      next: { %s }
    units: [ { name: shop, match: [ { path: /** } ], send: legacy } ]
    state: { dir: "%s" }
    """
        .formatted(shop, shop, folder.resolve("state"));
  }

  /** Who the backend thinks it serves. */
  private String seen() throws Exception {
    URI shop = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + "/");
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(shop).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** Nobody asks for it: the files are watched. While only one is new, they do not fit. */
  @Test
  void certificate_whoseFilesChange_isShownOnNewConnections() throws Exception {
    assertThat(seen()).isEqualTo("CN=first");
    X509Bundle second = issue("second");

    Files.writeString(cert(), second.getCertificatePathPEM());
    assertThat(gateway.reload("test").toString()).contains("another certificate's");
    assertThat(seen()).isEqualTo("CN=first");
    Files.writeString(key(), second.getPrivateKeyPEM());

    await().untilAsserted(() -> assertThat(seen()).isEqualTo("CN=second"));
  }
}
