package dev.crossfade.console.access;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Guard;
import dev.crossfade.console.http.Visit;
import dev.crossfade.console.http.Visit.Proof;
import dev.crossfade.console.pages.ErrorPage;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the admin port lets in. With tokens: programs that send one, and browsers with a session
 * that was begun with one. Without: this machine, as operator. Whoever looks is watched until they
 * are answered, so that one who loses a right in the middle of a stream of events loses the stream;
 * an order is told what came of it, even if that was the end of the right to give it.
 */
public final class Gatekeeper implements Guard {
  private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

  private final Supplier<Admin> settings;
  private final Sessions sessions;
  private final Throttle throttle;

  /** What forms of the local browser must carry, since there is no session to bind it to. */
  private final String localCsrf = Secrets.next();

  private final Set<Stay> stays = ConcurrentHashMap.newKeySet();

  /**
   * @param settings those that hold at the moment of asking
   */
  public Gatekeeper(Supplier<Admin> settings, InstantSource clock) {
    this.settings = settings;
    this.sessions = new Sessions(clock);
    this.throttle = new Throttle(clock);
  }

  /** Where browsers log in and out. */
  public Login login() {
    return new Login(this, settings, sessions, throttle);
  }

  /** Who asks. */
  private sealed interface Asker {}

  /**
   * Somebody we know.
   *
   * @param token the hash of the token it goes back to; empty: there are none
   * @param session the hash of the session's id; empty: there is none
   */
  private record Known(Visit visit, String token, String session) implements Asker {}

  /** Somebody who shows nothing, or nothing that is good any more. */
  private record Unknown(String expected) implements Asker {}

  /** Somebody who tries tokens. */
  private record Wrong(Duration pause) implements Asker {}

  /** Somebody who was let in to look and is not answered yet. */
  private record Stay(RoutingContext context, Known known, Role role) {}

  @Override
  public boolean pass(RoutingContext context) {
    Optional<String> objection = Provenance.objection(context.request(), settings.get());
    objection.ifPresent(
        why -> {
          endAfter(context);
          ErrorPage.send(context, 403, "forbidden", why);
        });
    return objection.isEmpty();
  }

  @Override
  public boolean admit(RoutingContext context, Role role) {
    if (!pass(context)) {
      return false;
    }
    Admin admin = settings.get();
    return switch (asker(context.request(), admin)) {
      case Known known -> letIn(context, known, role);
      case Unknown(String expected) -> {
        sendAway(context, admin, expected);
        yield false;
      }
      case Wrong(Duration pause) -> {
        sendAway(context, pause);
        yield false;
      }
    };
  }

  @Override
  public boolean confirm(RoutingContext context) {
    Visit visit = Visit.of(context);
    boolean asked =
        switch (visit.proof()) {
          case TOKEN -> false; // no page can make a browser send one
          case LOCAL -> Provenance.isByBrowser(context.request());
          case SESSION -> true;
        };
    if (!asked || Tokens.equal(csrf(context.request()), visit.csrf())) {
      return true;
    }
    ErrorPage.send(
        context,
        403,
        "forbidden",
        "the form is not of this session (expected: its csrf; load the page again)");
    return false;
  }

  private static String csrf(HttpServerRequest request) {
    String header = request.getHeader("x-csrf-token");
    String field = header == null ? request.getFormAttribute("csrf") : header;
    return field == null ? "" : field;
  }

  /** Who asks, if it is somebody we know. */
  Optional<Visit> visitor(HttpServerRequest request) {
    return asker(request, settings.get()) instanceof Known known
        ? Optional.of(known.visit())
        : Optional.empty();
  }

  private Asker asker(HttpServerRequest request, Admin admin) {
    if (admin.tokens().isEmpty()) {
      return local(request);
    }
    String header = request.getHeader("authorization");
    if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return bearer(request, admin, header.substring(7).strip());
    }
    for (String id : SessionCookie.ids(request, admin)) {
      Optional<Known> known = sessions.use(id).flatMap(session -> bySession(session, admin));
      if (known.isPresent()) {
        return known.get();
      }
    }
    return new Unknown("expected: a token of admin.tokens");
  }

  private Asker local(HttpServerRequest request) {
    return Addresses.of(request).isLoopbackAddress()
        ? new Known(new Visit(new Actor("local", Role.OPERATOR), Proof.LOCAL, localCsrf), "", "")
        : new Unknown("expected: a connection from this machine, or admin.tokens");
  }

  /**
   * A good token is good however many bad ones came from the same address: whoever guesses must not
   * keep others from rolling back.
   */
  private Asker bearer(HttpServerRequest request, Admin admin, String token) {
    Optional<Admin.Token> found = Tokens.find(admin, token);
    if (found.isPresent()) {
      Visit visit = new Visit(actor(found.get()), Proof.TOKEN, "");
      return new Known(visit, Tokens.hash(found.get()), "");
    }
    InetAddress from = Addresses.of(request);
    return new Wrong(failed(from));
  }

  private static Optional<Known> bySession(Sessions.Session session, Admin admin) {
    return Tokens.byHash(admin, session.token())
        .map(
            token ->
                new Known(
                    new Visit(actor(token), Proof.SESSION, session.csrf()),
                    session.token(),
                    session.key()));
  }

  private static Actor actor(Admin.Token token) {
    return new Actor(token.name(), token.role());
  }

  /** Notes a token that is none; gives how long whoever tried it has to wait. */
  Duration failed(InetAddress from) {
    boolean waited = !throttle.wait(from).isZero();
    Duration wait = throttle.failed(from);
    if (!waited && !wait.isZero()) { // once for each wait, however many tries fall into it
      log.atWarn()
          .addKeyValue("address", from.getHostAddress())
          .addKeyValue("seconds", seconds(wait))
          .log("wrong tokens for the admin port, logins from there have to wait");
    }
    return wait;
  }

  private boolean letIn(RoutingContext context, Known known, Role role) {
    if (!known.visit().actor().may(role)) {
      endAfter(context);
      ErrorPage.send(context, 403, "forbidden", "expected: a token of an operator");
      return false;
    }
    known.visit().into(context);
    if (context.request().method().equals(HttpMethod.GET)) {
      Stay stay = new Stay(context, known, role);
      stays.add(stay);
      context.addEndHandler(_ -> stays.remove(stay));
    }
    return true;
  }

  /** Cuts off whoever has lost the right to what they are being told. To be called now and then. */
  public void sweep() {
    Admin admin = settings.get();
    for (Stay stay : List.copyOf(stays)) {
      if (!isGood(stay, admin)) {
        stays.remove(stay);
        stay.context().response().reset();
      }
    }
  }

  private boolean isGood(Stay stay, Admin admin) {
    Known known = stay.known();
    if (known.token().isEmpty()) {
      return admin.tokens().isEmpty();
    }
    return Tokens.byHash(admin, known.token()).filter(t -> actor(t).may(stay.role())).isPresent()
        && (known.session().isEmpty() || sessions.isOn(known.session()));
  }

  private static void sendAway(RoutingContext context, Admin admin, String expected) {
    endAfter(context);
    boolean page =
        ErrorPage.wantsPage(context) && context.request().method().equals(HttpMethod.GET);
    if (!page || admin.tokens().isEmpty()) {
      context.response().putHeader("www-authenticate", "Bearer");
      Answers.problem(context, 401, "unauthorized", expected);
    } else if (Provenance.isByForeignLink(context.request())) {
      Login.comeAgain(context);
    } else {
      Login.leadTo(context);
    }
  }

  private static void sendAway(RoutingContext context, Duration wait) {
    endAfter(context);
    HttpServerResponse response = context.response();
    if (wait.isZero()) {
      response.putHeader("www-authenticate", "Bearer error=\"invalid_token\"");
      Answers.problem(context, 401, "unauthorized", "expected: a token of admin.tokens");
    } else {
      response.putHeader("retry-after", Long.toString(seconds(wait)));
      Answers.problem(
          context, 429, "too many requests", "too many wrong tokens (expected: a good one)");
    }
  }

  static long seconds(Duration wait) {
    return wait.plusMillis(999).toSeconds();
  }

  /** Whoever is turned away need not send the rest, and we need not read it. */
  private static void endAfter(RoutingContext context) {
    if (!context.request().isEnded()) {
      context.response().putHeader("connection", "close");
    }
  }
}
