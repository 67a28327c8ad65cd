package dev.crossfade.proxy;

import dev.crossfade.config.model.Certificate;
import dev.crossfade.config.model.Listener;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS at one listener: the context of a new connection by the server name that its client asks for.
 * As long as neither the settings nor what is in the files change, configurations that follow use
 * the same one, and sessions go on; the keys of their tickets outlive a change of certificates.
 * Thread-safe.
 */
final class ListenerTls implements Mapping<String, SslContext> {
  /** RFC 5280: the kind of subject alternative name that is a DNS name. */
  private static final int DNS_NAME = 2;

  /** Sessions of clients that take no tickets, for each certificate. */
  private static final int CACHED_SESSIONS = 10_000;

  /** RFC 9325 §4.2: forward secrecy and authenticated encryption; the first three are TLS 1.3's. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** A certificate and its key, as they are in their files now. */
  private record Pair(Pem cert, Pem key) {
    static Pair read(Certificate files) throws Tls.Unusable {
      try {
        return new Pair(Pem.read(files.cert()), Pem.read(files.key()));
      } catch (IOException e) {
        throw new Tls.Unusable(files.cert() + " with " + files.key() + ": " + Tls.root(e), e);
      }
    }
  }

  /** What it was made of. */
  private record Origin(Listener.Tls settings, List<Listener.Protocol> protocols, String files) {}

  private final Origin origin;
  private final Mapping<String, SslContext> byName;
  private final List<SslContext> contexts;
  private final TicketKeys keys;
  private volatile List<OpenSslSessionTicketKey> used = List.of();

  private ListenerTls(
      Origin origin,
      Mapping<String, SslContext> byName,
      List<SslContext> contexts,
      TicketKeys keys) {
    this.origin = origin;
    this.byName = byName;
    this.contexts = contexts;
    this.keys = keys;
  }

  /**
   * Reads the files.
   *
   * @param before what is there now; it stays if nothing changed
   */
  static ListenerTls of(
      Listener.Tls settings, List<Listener.Protocol> protocols, @Nullable ListenerTls before)
      throws Tls.Unusable {
    List<Pair> pairs = new ArrayList<>();
    for (Certificate certificate : settings.certificates()) {
      pairs.add(Pair.read(certificate));
    }
    String files =
        Pem.fingerprint(
            pairs.stream().flatMap(pair -> List.of(pair.cert, pair.key).stream()).toList());
    Origin origin = new Origin(settings, protocols, files);
    if (before != null && before.origin.equals(origin)) {
      return before;
    }
    List<SslContext> contexts = new ArrayList<>();
    for (Pair pair : pairs) {
      contexts.add(context(pair, settings, protocols));
    }
    TicketKeys old = before == null ? null : before.keys;
    boolean goOn = old != null && old.lifetime().equals(settings.sessions().lifetime());
    return new ListenerTls(
        origin,
        byName(pairs, contexts),
        List.copyOf(contexts),
        goOn && old != null ? old : new TicketKeys(settings.sessions().lifetime()));
  }

  /** The first certificate is for whoever asks for none of the names. */
  private static Mapping<String, SslContext> byName(List<Pair> pairs, List<SslContext> contexts)
      throws Tls.Unusable {
    DomainWildcardMappingBuilder<SslContext> byName =
        new DomainWildcardMappingBuilder<>(contexts.getFirst());
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      for (String name : names(pairs.get(i).cert)) {
        if (!taken.contains(name)) {
          taken.add(name);
          byName.add(name, contexts.get(i));
        }
      }
    }
    return byName.build();
  }

  private static SslContext context(
      Pair pair, Listener.Tls settings, List<Listener.Protocol> protocols) throws Tls.Unusable {
    Listener.Sessions sessions = settings.sessions();
    try {
      Tls.checkKey(pair.cert, pair.key);
      SslContext context =
          SslContextBuilder.forServer(pair.cert.stream(), pair.key.stream())
              .sslProvider(Tls.PROVIDER)
              .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .sessionCacheSize(CACHED_SESSIONS)
              .sessionTimeout(sessions.lifetime().toSeconds())
              .protocols(
                  switch (settings.minVersion()) {
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
      if (!sessions.resume() && context.sessionContext() instanceof OpenSslSessionContext cache) {
        cache.setSessionCacheEnabled(false);
      }
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new Tls.Unusable(pair.cert.file() + " with " + pair.key.file() + ": " + Tls.root(e), e);
    }
  }

  private static List<String> names(Pem cert) throws Tls.Unusable {
    try {
      List<String> names = new ArrayList<>();
      Collection<List<?>> alternatives = cert.leaf().getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(0).equals(DNS_NAME)) {
            names.add((String) alternative.get(1));
          }
        }
      }
      return names;
    } catch (GeneralSecurityException e) {
      throw new Tls.Unusable(cert.file() + ": " + Tls.root(e), e);
    }
  }

  @Override
  public SslContext map(String serverName) {
    boolean resume = origin.settings().sessions().resume();
    freshen(resume ? keys.at(System.nanoTime()) : TicketKeys.ofNobody());
    return byName.map(serverName);
  }

  /** Without BoringSSL the JDK does all this by itself. */
  @SuppressWarnings("ReferenceEquality") // the same list as long as no key changes
  private void freshen(List<OpenSslSessionTicketKey> now) {
    if (now == used) {
      return;
    }
    for (SslContext context : contexts) {
      SSLSessionContext sessions = context.sessionContext();
      if (sessions instanceof OpenSslSessionContext sealed) {
        sealed.setTicketKeys(now.toArray(OpenSslSessionTicketKey[]::new));
      }
    }
    used = now;
  }
}
