package dev.crossfade.console.access;

import dev.crossfade.config.model.Admin;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a request was sent, as far as browsers tell: they do, truly and without being asked,
 * in fields that no page can forge. What a page that is not ours made a browser send is refused.
 * Programs send none of these fields and are not concerned.
 *
 * <p>Without tokens the Host must be a name of this machine: a foreign name that was pointed at it
 * (DNS rebinding) makes a foreign page look like ours. With tokens any Host will do, since such a
 * page has no token, and the browser sends the session's cookie to the name it was set for only.
 */
final class Provenance {
  private static final Pattern ORIGIN =
      Pattern.compile("(https?)://(\\[[0-9a-f:.]+\\]|[^/:\\[\\]]+)(?::([0-9]{1,5}))?");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[?::1\\]?");

  /** What something that passes requests on says of those it passes on. */
  private static final List<String> PASSED_ON =
      List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via");

  private Provenance() {}

  /** Why a request is refused; empty: it is not. */
  static Optional<String> objection(HttpServerRequest request, Admin admin) {
    HostAndPort host = request.authority();
    if (host == null || request.headers().getAll("host").size() > 1) {
      return Optional.of("Host is not there once (expected: the name of the admin port)");
    }
    if (admin.tokens().isEmpty()) {
      if (!isThisMachine(host)) {
        return Optional.of(
            "Host is not this machine (expected: localhost or 127.0.0.1, or admin.tokens)");
      }
      for (String name : PASSED_ON) {
        if (request.headers().contains(name)) {
          return Optional.of(
              name + ": this was passed on for somebody else (expected: admin.tokens)");
        }
      }
    }
    String origin = request.getHeader("origin");
    if (origin != null && !isOurs(origin, host, request.isSSL(), admin.behindTls())) {
      return Optional.of(
          "Origin is not the admin port's (expected: a page of it; what stands in front of it must"
              + " pass Host on)");
    }
    return isByAnotherSite(request)
        ? Optional.of("this was sent by a page of another site (expected: a page of ours)")
        : Optional.empty();
  }

  /** Whether a browser sent it. */
  static boolean isByBrowser(HttpServerRequest request) {
    return request.headers().contains("origin") || request.headers().contains("sec-fetch-site");
  }

  /** Whether a link on another site led here, so that the session's cookie was held back. */
  static boolean isByForeignLink(HttpServerRequest request) {
    return "cross-site".equals(request.getHeader("sec-fetch-site"));
  }

  private static boolean isByAnotherSite(HttpServerRequest request) {
    String site = request.getHeader("sec-fetch-site");
    if (site == null || site.equals("same-origin") || site.equals("none")) {
      return false;
    }
    boolean looks =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    boolean follows =
        "navigate".equals(request.getHeader("sec-fetch-mode"))
            && "document".equals(request.getHeader("sec-fetch-dest"));
    return !(looks && follows);
  }

  private static boolean isOurs(String origin, HostAndPort host, boolean tls, boolean behindTls) {
    Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    boolean secure = parts.group(1).equals("https");
    boolean fits = secure ? tls || behindTls : !tls && (!behindTls || isThisMachine(host));
    int usual = secure ? 443 : 80;
    String port = parts.group(3);
    return fits
        && bare(parts.group(2)).equals(bare(host.host().toLowerCase(Locale.ROOT)))
        && (port == null ? usual : Integer.parseInt(port))
            == (host.port() < 0 ? usual : host.port());
  }

  private static boolean isThisMachine(HostAndPort host) {
    return THIS_MACHINE.matcher(host.host().toLowerCase(Locale.ROOT)).matches();
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
