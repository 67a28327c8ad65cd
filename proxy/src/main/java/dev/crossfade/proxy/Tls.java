package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.model.Certificate;
import dev.crossfade.config.model.Listener;
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
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS from certificates in files: BoringSSL where it is there, the JDK's elsewhere. */
final class Tls {
  private static final SslProvider PROVIDER =
      OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;

  /** RFC 5280: the kind of subject alternative name that is a DNS name. */
  private static final int DNS_NAME = 2;

  private Tls() {}

  /** Certificates that could not be used; the message says which and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The contexts of a listener, by the server name a client asks for. */
  static Mapping<String, SslContext> server(Listener.Tls tls) throws Unusable {
    List<Certificate> certificates = tls.certificates();
    DomainWildcardMappingBuilder<SslContext> byName =
        new DomainWildcardMappingBuilder<>(context(certificates.getFirst(), tls.minVersion()));
    List<String> taken = new ArrayList<>();
    for (Certificate certificate : certificates) {
      SslContext context = context(certificate, tls.minVersion());
      for (String name : names(certificate.cert())) {
        if (!taken.contains(name)) {
          taken.add(name);
          byName.add(name, context);
        }
      }
    }
    return byName.build();
  }

  private static SslContext context(Certificate certificate, Listener.TlsVersion least)
      throws Unusable {
    try {
      return SslContextBuilder.forServer(certificate.cert().toFile(), certificate.key().toFile())
          .sslProvider(PROVIDER)
          .protocols(
              switch (least) {
                case V1_2 -> List.of("TLSv1.2", "TLSv1.3");
                case V1_3 -> List.of("TLSv1.3");
              })
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new Unusable(certificate.cert() + " with " + certificate.key() + ": " + root(e), e);
    }
  }

  private static List<String> names(Path file) throws Unusable {
    try (InputStream in = Files.newInputStream(file)) {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      X509Certificate leaf = (X509Certificate) x509.generateCertificate(in);
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
