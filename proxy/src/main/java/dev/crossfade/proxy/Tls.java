package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.model.Certificate;
import dev.crossfade.config.model.Listener;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS from certificates in files: BoringSSL where it is there, the JDK's elsewhere. */
final class Tls {
  /**
   * Not OPENSSL_REFCNT: a context lives as long as any handshake may ask for it, which the garbage
   * collector knows and we would have to count. Each new configuration makes some.
   */
  private static final SslProvider PROVIDER =
      OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

  /** RFC 5280: the kind of subject alternative name that is a DNS name. */
  private static final int DNS_NAME = 2;

  private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";

  private Tls() {}

  /** Certificates that could not be used; the message says which and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The contexts of a listener, by the server name a client asks for. */
  static Mapping<String, SslContext> server(Listener.Tls tls, List<Listener.Protocol> protocols)
      throws Unusable {
    List<Certificate> certificates = tls.certificates();
    DomainWildcardMappingBuilder<SslContext> byName =
        new DomainWildcardMappingBuilder<>(
            context(certificates.getFirst(), tls.minVersion(), protocols));
    List<String> taken = new ArrayList<>();
    for (Certificate certificate : certificates) {
      SslContext context = context(certificate, tls.minVersion(), protocols);
      for (String name : names(certificate.cert())) {
        if (!taken.contains(name)) {
          taken.add(name);
          byName.add(name, context);
        }
      }
    }
    return byName.build();
  }

  private static SslContext context(
      Certificate certificate, Listener.TlsVersion least, List<Listener.Protocol> protocols)
      throws Unusable {
    try {
      checkKey(certificate);
      return SslContextBuilder.forServer(certificate.cert().toFile(), certificate.key().toFile())
          .sslProvider(PROVIDER)
          .protocols(
              switch (least) {
                case V1_2 -> List.of("TLSv1.2", "TLSv1.3");
                case V1_3 -> List.of("TLSv1.3");
              })
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  protocols.stream().map(Listener.Protocol::toString).toList()))
          .build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new Unusable(certificate.cert() + " with " + certificate.key() + ": " + root(e), e);
    }
  }

  /** BoringSSL takes any pair, and every handshake would fail. What the key signs must verify. */
  private static void checkKey(Certificate certificate)
      throws IOException, GeneralSecurityException {
    PublicKey open = leaf(certificate.cert()).getPublicKey();
    String algorithm = open.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature =
        Signature.getInstance(open.getAlgorithm().startsWith("Ed") ? "EdDSA" : algorithm);
    signature.initSign(
        KeyFactory.getInstance(open.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(certificate.key()))));
    byte[] signed = signature.sign();
    signature.initVerify(open);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is another certificate's (expected: its own)");
    }
  }

  private static byte[] pkcs8(Path file) throws IOException {
    String text = Files.readString(file, US_ASCII);
    int begin = text.indexOf(BEGIN_KEY);
    int end = text.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new IOException("no private key (expected: unencrypted PKCS#8, as PEM)");
    }
    return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_KEY.length(), end));
  }

  private static X509Certificate leaf(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static List<String> names(Path file) throws Unusable {
    try {
      X509Certificate leaf = leaf(file);
      List<String> names = new ArrayList<>();
      Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(0).equals(DNS_NAME)) {
            names.add((String) alternative.get(1));
          }
        }
      }
      return names;
    } catch (IOException | GeneralSecurityException e) {
      throw new Unusable(file + ": " + root(e), e);
    }
  }

  /** The context of a backend's endpoints; null: they speak plain HTTP. */
  static @Nullable SslContext client(Backend backend) throws Unusable {
    if (!backend.endpoints().getFirst().https()) {
      return null;
    }
    Backend.Tls tls = backend.tls();
    try {
      SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(PROVIDER);
      Path ca = tls.ca();
      if (!tls.verify()) {
        builder
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null);
      } else {
        builder.endpointIdentificationAlgorithm("HTTPS");
        if (ca != null) {
          builder.trustManager(ca.toFile());
        }
      }
      Path cert = tls.cert();
      Path key = tls.key();
      if (cert != null && key != null) {
        builder.keyManager(cert.toFile(), key.toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new Unusable("backend certificates: " + root(e), e);
    }
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
