package dev.crossfade.deploy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a client and HTTP.
 *
 * @param listener how it is configured, but for its address
 * @param tls null: HTTP is spoken in the clear
 * @param proxied whether the client says for whom it speaks (the PROXY protocol)
 */
record Way(String listener, @Nullable SSLContext tls, boolean proxied) {
  static final Way PLAIN = new Way("", null, false);

  private static final int PATIENCE_MS = 20_000;
  private static final String PROXY = "PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n";

  /**
   * A way through either or both.
   *
   * @param folder where a certificate of its own goes
   */
  static Way through(Path folder, boolean tls, boolean proxied) throws Exception {
    String listener = proxied ? ", proxyProtocol: true" : "";
    if (!tls) {
      return new Way(listener, null, proxied);
    }
    X509Bundle bundle =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=shop")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Path cert = Files.writeString(folder.resolve("shop.pem"), bundle.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("shop.key"), bundle.getPrivateKeyPEM());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
    return new Way(
        listener + ", tls: { certificates: [ { cert: %s, key: %s } ] }".formatted(cert, key),
        context,
        proxied);
  }

  /** Connects, up to where HTTP begins. */
  Socket connect(int port, String protocol) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    if (proxied) {
      socket.getOutputStream().write(PROXY.getBytes(US_ASCII));
    }
    return tls == null ? socket : shake(tls, socket, port, protocol);
  }

  private static Socket shake(SSLContext tls, Socket socket, int port, String protocol)
      throws IOException {
    SSLSocket shaken = (SSLSocket) tls.getSocketFactory().createSocket(socket, "shop", port, true);
    SSLParameters parameters = shaken.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    shaken.setSSLParameters(parameters);
    shaken.startHandshake();
    return shaken;
  }
}
