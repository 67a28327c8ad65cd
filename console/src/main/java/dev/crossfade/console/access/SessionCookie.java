package dev.crossfade.console.access;

import dev.crossfade.config.model.Admin;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * The cookie that holds a session's id: for this host alone, never for a script, never with a
 * request that another site caused. Over TLS it is {@code Secure} and says so in its name, so that
 * nothing without TLS can set one. Plain http is on loopback only, where some browsers would not
 * take a secure one.
 */
final class SessionCookie {
  private static final String PLAIN = "cf_console";
  private static final String SECURE = "__Host-" + PLAIN;

  private SessionCookie() {}

  /** The ids that a browser shows; more than one only if somebody else set one. */
  static List<String> ids(HttpServerRequest request, Admin admin) {
    return request.cookies(name(admin)).stream().map(Cookie::getValue).toList();
  }

  static void set(HttpServerResponse response, Admin admin, String id) {
    response.addCookie(cookie(admin, id));
  }

  static void clear(HttpServerResponse response, Admin admin) {
    response.addCookie(cookie(admin, "").setMaxAge(0));
  }

  private static Cookie cookie(Admin admin, String value) {
    return Cookie.cookie(name(admin), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(isSecure(admin))
        .setSameSite(CookieSameSite.STRICT);
  }

  private static String name(Admin admin) {
    return isSecure(admin) ? SECURE : PLAIN;
  }

  private static boolean isSecure(Admin admin) {
    return admin.tls() != null || admin.behindTls();
  }
}
