package dev.crossfade.console.http;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.service.AdminServices;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of the admin port, each with the role that it takes: there is no other way to open one,
 * so that none is open by mistake. Actions run on threads that may block.
 */
public final class Routes {
  /** Whatever can be got can be asked for its head. */
  public static final List<HttpMethod> LOOKS = List.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final String API = "/api/";

  private final Router router;
  private final AdminServices services;
  private final List<Route> all = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  public Routes(Router router, AdminServices services) {
    this.router = router;
    this.services = services;
  }

  /** Something that is done for an actor. */
  @FunctionalInterface
  public interface Action {
    void run(RoutingContext context, Actor actor);
  }

  /**
   * A path that takes a role.
   *
   * @param path as Vert.x Web writes it, such as {@code /api/v1/rollouts/:unit}
   */
  public record Route(HttpMethod method, String path, Role role) {}

  /** Something to look at; of the API, in JSON. */
  public void view(String path, Action action) {
    view(path, path.startsWith(API) ? Media.JSON : Media.ANY, action);
  }

  /** Something to look at, in one of some types. */
  public void view(String path, Media media, Action action) {
    add(new Route(HttpMethod.GET, path, Role.VIEWER), media, action);
  }

  /** Something that changes what is, or takes a body; of the API, in JSON. */
  public void act(String path, Role role, Action action) {
    act(path, role, path.startsWith(API) ? Media.JSON : Media.ANY, action);
  }

  /** Something that takes a body of one of some types. */
  public void act(String path, Role role, Media media, Action action) {
    add(new Route(HttpMethod.POST, path, role), media, action);
  }

  /**
   * Something that holds nothing secret, for whoever asks and on an event loop.
   *
   * @param path as in {@link Route}
   */
  public void open(String path, Handler<RoutingContext> handler) {
    opened.add(path);
    LOOKS.forEach(method -> router.route(method, path).handler(handler));
  }

  private void add(Route route, Media media, Action action) {
    all.add(route);
    Action fitting = (context, actor) -> runIfItFits(media, action, context, actor);
    for (HttpMethod method : methods(route)) {
      router.route(method, route.path()).handler(c -> guard(c, route.role(), fitting));
    }
  }

  private static List<HttpMethod> methods(Route route) {
    return route.method().equals(HttpMethod.GET) ? LOOKS : List.of(route.method());
  }

  /** Before anything is done: an action whose answer nobody wants must not be half of one. */
  private static void runIfItFits(Media media, Action action, RoutingContext context, Actor actor) {
    String accept = context.request().getHeader("accept");
    String type = context.request().getHeader("content-type");
    if (!media.isWanted(accept)) {
      Answers.problem(
          context,
          406,
          "not acceptable",
          "Accept: " + accept + " (expected: " + String.join(" or ", media.answers()) + ")");
    } else if (hasBody(context.request()) && !media.isRead(type)) {
      context.response().putHeader("accept-post", String.join(", ", media.reads()));
      Answers.problem(
          context,
          415,
          "unsupported media",
          "Content-Type: " + type + " (expected: " + media.reads().getFirst() + ")");
    } else {
      action.run(context, actor);
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return request.headers().contains("transfer-encoding")
        || (length != null && !length.equals("0"));
  }

  /** The methods that a path can be asked with; none: there is no such path. */
  public List<HttpMethod> allowed(String path) {
    if (opened.stream().anyMatch(pattern -> matches(pattern, path))) {
      return LOOKS;
    }
    return all.stream()
        .filter(route -> matches(route.path(), path))
        .flatMap(route -> methods(route).stream())
        .distinct()
        .toList();
  }

  private static boolean matches(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] is = path.split("/", -1);
    if (wanted.length != is.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      boolean any = wanted[i].startsWith(":") && !is[i].isEmpty();
      if (!any && !wanted[i].equals(is[i])) {
        return false;
      }
    }
    return true;
  }

  /** Every path that anybody may ask for. */
  public List<String> opened() {
    return List.copyOf(opened);
  }

  /** Every other path, in the order in which they were opened. */
  public List<Route> all() {
    return List.copyOf(all);
  }

  /** Whether whoever asked for something that goes on may still look at it. */
  public boolean admits(RoutingContext context, Actor actor) {
    Actor now = Access.identify(context.request(), services.admin());
    return now != null && now.name().equals(actor.name()) && now.may(Role.VIEWER);
  }

  /** Runs an action if whoever asks may have it. */
  public void guard(RoutingContext context, Role role, Action action) {
    HttpServerRequest request = context.request();
    Admin admin = services.admin();
    if (Access.isForeign(request, admin)) {
      Answers.problem(context, 403, "forbidden", "this Host or Origin is not the admin port's");
      return;
    }
    Actor actor = Access.identify(request, admin);
    if (actor == null) {
      context.response().putHeader("www-authenticate", "Bearer");
      Answers.problem(context, 401, "unauthorized", "expected: a token of admin.tokens");
    } else if (!actor.may(role)) {
      Answers.problem(context, 403, "forbidden", "expected: a token of an operator");
    } else {
      context
          .vertx()
          .executeBlocking(
              () -> {
                action.run(context, actor);
                return actor;
              })
          .onFailure(context::fail);
    }
  }
}
