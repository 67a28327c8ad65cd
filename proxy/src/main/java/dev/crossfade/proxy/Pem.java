package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What was in a file of certificates or a key at one moment: what is compared, checked and used is
 * the same, whatever becomes of the file meanwhile. Immutable.
 */
final class Pem {
  private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
  private static final String END_KEY = "-----END PRIVATE KEY-----";

  private final Path file;
  private final byte[] bytes;

  private Pem(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Pem read(Path file) throws IOException {
    return new Pem(file, Files.readAllBytes(file));
  }

  Path file() {
    return file;
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }

  /** Differs when anything in any of them does. */
  static String fingerprint(List<Pem> all) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Pem pem : all) {
        digest.update(MessageDigest.getInstance("SHA-256").digest(pem.bytes));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** The bytes of a private key. */
  byte[] pkcs8() throws IOException {
    String text = new String(bytes, US_ASCII);
    int begin = text.indexOf(BEGIN_KEY);
    int end = text.indexOf(END_KEY);
    if (begin < 0 || end < begin) {
      throw new IOException("no private key (expected: unencrypted PKCS#8, as PEM)");
    }
    return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_KEY.length(), end));
  }

  /** The first certificate. */
  X509Certificate leaf() throws GeneralSecurityException {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream());
  }
}
