package dev.crossfade.console.access;

import dev.crossfade.config.model.Admin;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.http.Visit;
import dev.crossfade.console.pages.ErrorPage;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /login} and {@code /logout}: how a browser comes to a session, and ends it. */
public final class Login {
  private static final Logger log = LoggerFactory.getLogger(Login.class);

  private final Gatekeeper gate;
  private final Supplier<Admin> settings;
  private final Sessions sessions;
  private final Throttle throttle;

  Login(Gatekeeper gate, Supplier<Admin> settings, Sessions sessions, Throttle throttle) {
    this.gate = gate;
    this.settings = settings;
    this.sessions = sessions;
    this.throttle = throttle;
  }

  public void open(Routes routes) {
    routes.open("/login", this::form);
    routes.openForm("/login", this::login);
    routes.view("/logout", Login::wayOut);
    routes.act("/logout", Admin.Role.VIEWER, (context, _) -> logout(context));
  }

  /** Leads a browser to the form, and from there to where it wanted to go. */
  static void leadTo(RoutingContext context) {
    String to = LocalPath.of(context.request().uri());
    String query = to.equals("/") ? "" : "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    go(context, "/login" + query);
  }

  /**
   * Has the browser ask again, of our own accord: it holds the session's cookie back as long as a
   * link on another site is what led here.
   */
  static void comeAgain(RoutingContext context) {
    Html.send(context, 200, Html.TEMPLATES.again(LocalPath.of(context.request().uri())));
  }

  private static void go(RoutingContext context, String path) {
    context.response().setStatusCode(303).putHeader("location", path).end();
  }

  private void form(RoutingContext context) {
    String to = LocalPath.of(context.request().getParam("to"));
    if (gate.visitor(context.request()).isPresent()) {
      go(context, to);
    } else {
      answer(context, 200, to, null);
    }
  }

  private void login(RoutingContext context) {
    HttpServerRequest request = context.request();
    Admin admin = settings.get();
    String to = LocalPath.of(request.getFormAttribute("to"));
    if (admin.tokens().isEmpty()) {
      go(context, to);
      return;
    }
    InetAddress from = Addresses.of(request);
    Duration wait = throttle.wait(from);
    String token = request.getFormAttribute("token");
    if (token == null || token.isBlank()) {
      answer(context, 400, to, "There was no token. Paste one of admin.tokens.");
    } else if (!wait.isZero()) {
      tooMany(context, to, wait);
    } else {
      Optional<Admin.Token> found = Tokens.find(admin, token.strip());
      if (found.isPresent()) {
        begin(context, admin, found.get(), from, to);
      } else {
        refuse(context, to, gate.failed(from));
      }
    }
  }

  private void begin(
      RoutingContext context, Admin admin, Admin.Token token, InetAddress from, String to) {
    throttle.succeeded(from);
    SessionCookie.ids(context.request(), admin).forEach(id -> sessions.end(Tokens.sha256(id)));
    SessionCookie.set(context.response(), admin, sessions.begin(token));
    log.atInfo()
        .addKeyValue("actor", token.name())
        .addKeyValue("address", from.getHostAddress())
        .log("logged in to the console");
    go(context, to);
  }

  private static void refuse(RoutingContext context, String to, Duration wait) {
    if (wait.isZero()) {
      answer(context, 401, to, "This is none of the tokens. Look for missing characters.");
    } else {
      tooMany(context, to, wait);
    }
  }

  private static void tooMany(RoutingContext context, String to, Duration wait) {
    long seconds = Gatekeeper.seconds(wait);
    context.response().putHeader("retry-after", Long.toString(seconds));
    answer(context, 429, to, "Too many wrong tokens. Try again in " + seconds + " s.");
  }

  private static void wayOut(RoutingContext context, Actor actor) {
    Visit visit = Visit.of(context);
    Frame frame =
        new Frame("Log out", null, actor, visit.csrf(), visit.canLogOut(), Map.of(), null);
    String role = actor.role().name().toLowerCase(Locale.ROOT);
    Html.send(context, 200, Html.TEMPLATES.logout(frame, actor.name(), role));
  }

  private void logout(RoutingContext context) {
    if (!Visit.of(context).canLogOut()) {
      ErrorPage.send(context, 409, "conflict", "there is no session (expected: one to end)");
      return;
    }
    Admin admin = settings.get();
    SessionCookie.ids(context.request(), admin).forEach(id -> sessions.end(Tokens.sha256(id)));
    SessionCookie.clear(context.response(), admin);
    log.atInfo()
        .addKeyValue("actor", Visit.of(context).actor().name())
        .log("logged out of the console");
    go(context, "/login");
  }

  private static void answer(
      RoutingContext context, int status, String to, @Nullable String problem) {
    Frame frame = new Frame("Log in", null, null, "", false, Map.of(), null);
    Html.send(context, status, Html.TEMPLATES.login(frame, to, problem));
  }
}
