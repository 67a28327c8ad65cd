package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** An authority of its own with the certificates it signs, in a directory of a test. */
final class Certificates {
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

  private final Path directory;
  private final X509Bundle authority;

  Certificates(Path directory) {
    this.directory = directory;
    this.authority =
        built(
            () ->
                new CertificateBuilder()
                    .ecp256()
                    .subject("CN=Test authority")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned());
  }

  /** RFC 5280 §4.2.1.6, written by hand since the builder takes no wildcards. */
  private static byte[] dnsName(String name) {
    byte[] text = name.getBytes(US_ASCII);
    ByteBuffer der = ByteBuffer.allocate(text.length + 4);
    der.put((byte) 0x30).put((byte) (text.length + 2)); // a sequence of
    der.put((byte) 0x82).put((byte) text.length).put(text); // one dNSName
    return der.array();
  }

  @FunctionalInterface
  private interface Making {
    X509Bundle make() throws Exception;
  }

  private static X509Bundle built(Making making) {
    try {
      return making.make();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  X509Bundle issue(String name) {
    return built(
        () ->
            new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addExtensionOctetString(SUBJECT_ALTERNATIVE_NAME, false, dnsName(name))
                .buildIssuedBy(authority));
  }

  /** The certificate with its key as files, as {@code { cert: …, key: … }}. */
  String files(String name) throws IOException {
    X509Bundle bundle = issue(name);
    String file = name.replace('*', '_');
    Path cert = Files.writeString(directory.resolve(file + ".pem"), bundle.getCertificatePathPEM());
    Path key = Files.writeString(directory.resolve(file + ".key"), bundle.getPrivateKeyPEM());
    return "{ cert: " + cert + ", key: " + key + " }";
  }

  Path authorityFile() throws IOException {
    return Files.writeString(
        directory.resolve("authority-" + System.identityHashCode(this) + ".pem"),
        authority.getCertificatePEM());
  }

  /** A client that trusts this authority, asks for a name and speaks some protocols. */
  Wire connect(Gateway gateway, int listener, String serverName, String... protocols)
      throws IOException {
    SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket();
    socket.connect(gateway.address(listener), 1_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return new Wire(socket);
  }

  /** A client that trusts this authority and speaks one version. */
  TlsClient client(String version) {
    return new TlsClient(context(), version, List.of());
  }

  /** TLS on a connection that is open already. */
  Wire over(Wire plain, String serverName) throws IOException {
    int port = plain.socket().getPort();
    SSLSocket socket =
        (SSLSocket)
            context().getSocketFactory().createSocket(plain.socket(), serverName, port, true);
    socket.startHandshake();
    return new Wire(socket);
  }

  /** The common name of the certificate that the other side showed. */
  static String shownTo(Wire wire) throws IOException {
    SSLSocket socket = (SSLSocket) wire.socket();
    X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    String name = leaf.getSubjectX500Principal().getName();
    assertThat(name).startsWith("CN=");
    return name.substring(3);
  }

  static String protocolOf(Wire wire) {
    return ((SSLSocket) wire.socket()).getSession().getProtocol();
  }

  private SSLContext context() {
    try {
      TrustManagerFactory factory = authority.toTrustManagerFactory();
      TrustManager[] trust = factory.getTrustManagers();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
