package dev.crossfade.deploy.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The one certificate all gateways of a run show: self-signed, ECDSA P-256, for 127.0.0.1. */
record BenchCertificate(Path folder) {
  Path cert() {
    return folder.resolve("shop.pem");
  }

  Path key() {
    return folder.resolve("shop.key");
  }

  /** Certificate and key in one file, as HAProxy wants them. */
  Path both() {
    return folder.resolve("shop-both.pem");
  }

  void make() throws IOException {
    List<String> command =
        List.of(
            BenchStage.program("openssl").orElseThrow().toString(),
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "7",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1,DNS:localhost",
            "-keyout",
            key().toString(),
            "-out",
            cert().toString());
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), UTF_8);
    int exit = openssl.onExit().join().exitValue();
    if (exit != 0) {
      throw new IOException(
          "openssl made no certificate (exit code " + exit + "): " + said.strip());
    }
    Files.writeString(both(), Files.readString(cert()) + Files.readString(key()));
  }

  /** For clients in this process: trusts this certificate and no other. */
  SSLContext trust() throws IOException {
    try (InputStream in = Files.newInputStream(cert())) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "shop", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(cert() + ": " + e.getMessage(), e);
    }
  }
}
