package dev.crossfade.proxy;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A client that remembers its sessions.
 *
 * @param ciphers empty: whatever Java speaks
 */
record TlsClient(SSLContext context, String version, List<String> ciphers) {
  TlsClient only(String cipher) {
    return new TlsClient(context, version, List.of(cipher));
  }

  Wire connect(Gateway gateway, String serverName) throws IOException {
    int port = gateway.port();
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(gateway.address(0).getAddress(), port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    parameters.setProtocols(new String[] {version});
    if (!ciphers.isEmpty()) {
      parameters.setCipherSuites(ciphers.toArray(String[]::new));
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return new Wire(socket);
  }
}
