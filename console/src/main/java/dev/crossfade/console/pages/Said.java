package dev.crossfade.console.pages;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What came of an action, on its way to the page that comes next, which shows it once. */
final class Said {
  private static final String COOKIE = "cf_said";
  private static final int MOST = 600;
  private static final long SECONDS = 30;

  private Said() {}

  static void tell(RoutingContext context, String text) {
    String shortened = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
    String value =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(shortened.getBytes(StandardCharsets.UTF_8));
    context.response().addCookie(cookie(value).setMaxAge(SECONDS));
  }

  /** Null: nothing. */
  static @Nullable String take(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie == null) {
      return null;
    }
    context.response().addCookie(cookie("").setMaxAge(0));
    try {
      return new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // somebody else's cookie of that name says nothing
      return null;
    }
  }

  private static Cookie cookie(String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT);
  }
}
