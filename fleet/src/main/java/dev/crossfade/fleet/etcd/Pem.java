package dev.crossfade.fleet.etcd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.crossfade.config.model.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS by PEM files: whom we trust, and who we are. Errors name the file and never its content. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private Pem() {}

  static SSLContext context(State.Tls tls) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), trust(tls.ca()), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("state.etcd.tls: cannot be used: " + e.getMessage(), e);
    }
  }

  private static TrustManager @Nullable [] trust(@Nullable Path ca)
      throws IOException, GeneralSecurityException {
    if (ca == null) {
      return null;
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(ca)) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(State.Tls tls)
      throws IOException, GeneralSecurityException {
    Path certificate = tls.cert();
    Path key = tls.key();
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store = empty();
    char[] none = {};
    Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
    store.setKeyEntry("us", privateKey(key), none, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file) throws IOException {
    byte[] bytes = read(file);
    try {
      List<Certificate> certificates =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bytes)));
      if (certificates.isEmpty()) {
        throw new IOException(file + ": holds no certificate (expected: PEM certificates)");
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": is not readable (expected: PEM certificates)", e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    Matcher pem = KEY.matcher(new String(read(file), ISO_8859_1));
    if (!pem.find()) {
      throw new IOException(
          file
              + ": holds no unencrypted PKCS#8 key (expected: one as openssl pkcs8 -topk8 -nocrypt"
              + " makes it)");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
    IOException mismatch =
        new IOException(file + ": holds no key that is known (expected: EC, RSA or Ed25519)");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        mismatch.addSuppressed(e); // a key of another sort
      } catch (GeneralSecurityException e) {
        throw new IOException(file + ": " + algorithm + " is missing from this JDK", e);
      }
    }
    throw mismatch;
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read", e);
    }
  }
}
