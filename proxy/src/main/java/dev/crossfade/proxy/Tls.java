package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TLS from certificates in files: BoringSSL where it is there, the JDK's elsewhere. */
final class Tls {
  /**
   * Not OPENSSL_REFCNT: a context lives as long as any handshake may ask for it, which the garbage
   * collector knows and we would have to count. Each new configuration makes some.
   */
  static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

  private Tls() {}

  /** Certificates that could not be used; the message says which and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** BoringSSL takes any pair, and every handshake would fail. What the key signs must verify. */
  static void checkKey(Pem cert, Pem key) throws IOException, GeneralSecurityException {
    PublicKey open = cert.leaf().getPublicKey();
    String algorithm = open.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature =
        Signature.getInstance(open.getAlgorithm().startsWith("Ed") ? "EdDSA" : algorithm);
    signature.initSign(
        KeyFactory.getInstance(open.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8())));
    byte[] signed = signature.sign();
    signature.initVerify(open);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is another certificate's (expected: its own)");
    }
  }

  /**
   * How a backend's endpoints are spoken to.
   *
   * @param before how they were; it stays if neither the settings nor the files have changed
   */
  static UpstreamTls client(Backend backend, @Nullable Upstream before) throws Unusable {
    if (!backend.endpoints().getFirst().https()) {
      return UpstreamTls.NONE;
    }
    try {
      Backend.Tls tls = backend.tls();
      Pem ca = tls.ca() == null ? null : Pem.read(tls.ca());
      Pem cert = tls.cert() == null ? null : Pem.read(tls.cert());
      Pem key = tls.key() == null ? null : Pem.read(tls.key());
      String files = Pem.fingerprint(Stream.of(ca, cert, key).filter(Objects::nonNull).toList());
      if (before != null
          && before.backend().equals(backend)
          && before.tls().files().equals(files)) {
        return before.tls();
      }
      if (cert != null && key != null) {
        checkKey(cert, key);
      }
      List<String> first = backend.http2() ? List.of("http/1.1") : List.of();
      return new UpstreamTls(
          client(tls, ca, cert, key, first),
          backend.http2() ? client(tls, ca, cert, key, List.of("h2", "http/1.1")) : null,
          files);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new Unusable("backend certificates: " + root(e), e);
    }
  }

  private static SslContext client(
      Backend.Tls tls,
      @Nullable Pem ca,
      @Nullable Pem cert,
      @Nullable Pem key,
      List<String> protocols)
      throws IOException {
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(PROVIDER);
    if (!tls.verify()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
    } else {
      builder.endpointIdentificationAlgorithm("HTTPS");
      if (ca != null) {
        builder.trustManager(ca.stream());
      }
    }
    if (cert != null && key != null) {
      builder.keyManager(cert.stream(), key.stream());
    }
    if (!protocols.isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              protocols));
    }
    return builder.build();
  }

  static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
