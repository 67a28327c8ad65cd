package dev.crossfade.seo.fetch;

import dev.crossfade.config.value.Durations;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.url.WebUrl;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no answer, in words for people. */
final class Trouble {
  private static final int DEEPEST = 16;

  private Trouble() {}

  static Failed of(WebUrl url, @Nullable Throwable thrown, FetchSettings settings) {
    if (find(thrown, UnresolvedAddressException.class) != null
        || find(thrown, UnknownHostException.class) != null) {
      return failed(url, Cause.NAME, "no address for host " + url.host() + " (DNS)");
    }
    SSLException tls = find(thrown, SSLException.class);
    if (tls != null) {
      return failed(url, Cause.TLS, tls(url, tls));
    }
    if (find(thrown, HttpConnectTimeoutException.class) != null) {
      return failed(
          url, Cause.TIMEOUT, "no connection within " + Durations.print(settings.connectTimeout()));
    }
    if (find(thrown, HttpTimeoutException.class) != null) {
      return late(url, false, settings);
    }
    if (find(thrown, ConnectException.class) != null) {
      return failed(url, Cause.CONNECT, "connection refused");
    }
    ProtocolException protocol = find(thrown, ProtocolException.class);
    if (protocol != null) {
      String said = String.valueOf(protocol.getMessage());
      boolean large = said.contains("too big") || said.contains("size");
      return failed(url, large ? Cause.TOO_LARGE : Cause.PROTOCOL, "no answer of HTTP: " + said);
    }
    String said = said(thrown);
    if (find(thrown, SocketException.class) != null
        || find(thrown, ClosedChannelException.class) != null
        || said.contains("received no bytes")
        || said.contains("EOF")
        || said.contains("Connection reset")) {
      return failed(url, Cause.CONNECT, "connection closed before the answer was there");
    }
    return failed(url, Cause.PROTOCOL, "no answer of HTTP: " + said);
  }

  static Failed late(WebUrl url, boolean begun, FetchSettings settings) {
    String within = " within " + Durations.print(settings.timeout());
    return failed(
        url, Cause.TIMEOUT, begun ? "answer not at its end" + within : "no answer" + within);
  }

  private static String tls(WebUrl url, SSLException tls) {
    if (find(tls, CertificateExpiredException.class) != null) {
      return "certificate has expired";
    }
    if (find(tls, CertificateNotYetValidException.class) != null) {
      return "certificate is not valid yet";
    }
    if (find(tls, CertPathBuilderException.class) != null) {
      return "certificate of an authority that is not trusted";
    }
    CertPathValidatorException path = find(tls, CertPathValidatorException.class);
    if (path != null) {
      return path.getReason() == CertPathValidatorException.BasicReason.EXPIRED
          ? "certificate has expired"
          : "certificate not accepted: " + path.getMessage();
    }
    CertificateException certificate = find(tls, CertificateException.class);
    if (certificate != null) {
      String said = String.valueOf(certificate.getMessage());
      return said.contains("subject alternative") || said.startsWith("No name matching")
          ? "no certificate for " + url.host()
          : "certificate not accepted: " + said;
    }
    return "no TLS: " + tls.getMessage();
  }

  private static String said(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "it failed";
    }
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }

  private static <T extends Throwable> @Nullable T find(@Nullable Throwable thrown, Class<T> type) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }

  private static Failed failed(WebUrl url, Cause cause, String message) {
    return new Failed(url, cause, url + ": " + message);
  }
}
