package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is spoken over TLS is agreed on in the handshake (RFC 7301, RFC 9113 §3.2). */
class H2TlsTest {
  @TempDir Path temp;

  @ParameterizedTest(name = "{0} here and {1} there is {2}")
  @CsvSource({
    "'h2, http/1.1','http/1.1 h2',h2",
    "'http/1.1, h2','h2 http/1.1',http/1.1",
    "'h2','http/1.1 h2',h2",
    "'http/1.1','h2 http/1.1',http/1.1",
  })
  void handshake_agreesOn_whatTheListenerLikesBest(String here, String there, String agreed)
      throws IOException {
    Certificates certificates = new Certificates(temp);
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener(certificates, here)));
        var wire = certificates.connect(gateway, 0, "www.shop.example", there.split(" ", -1))) {
      assertThat(((SSLSocket) wire.socket()).getApplicationProtocol()).isEqualTo(agreed);
      if (agreed.equals("h2")) {
        assertThat(new H2Wire(wire).get(1, "/").body()).isEqualTo("legacy");
      } else {
        assertThat(wire.get("/").text()).isEqualTo("legacy");
      }
    }
  }

  @Test
  void client_withoutAWishOnAListenerOfHttp2_isClosed() throws IOException {
    Certificates certificates = new Certificates(temp);
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(listener(certificates, "h2")));
        var wire = certificates.connect(gateway, 0, "www.shop.example")) {
      assertThat(wire.isEnded()).isTrue();
    }
  }

  private static String listener(Certificates certificates, String protocols) throws IOException {
    return "{ bind: \"127.0.0.1:0\", protocols: [ "
        + protocols
        + " ], tls: { certificates: [ "
        + certificates.files("www.shop.example")
        + " ] } }";
  }
}
