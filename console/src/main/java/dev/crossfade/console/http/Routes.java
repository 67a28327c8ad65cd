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

  /** Something to look at. */
  public void view(String path, Action action) {
    add(new Route(HttpMethod.GET, path, Role.VIEWER), action);
  }

  /** Something that changes what is, or takes a body. */
  public void act(String path, Role role, Action action) {
    add(new Route(HttpMethod.POST, path, role), action);
  }

  /**
   * Something that holds nothing secret, for whoever asks and on an event loop.
   *
   * @param path as in {@link Route}
   */
  public void open(String path, Handler<RoutingContext> handler) {
    opened.add(path);
    router.get(path).handler(handler);
  }

  /**
   * Something that takes a body of its own, larger than others: the action receives it. To be
   * opened before whatever reads bodies.
   */
  public void upload(String path, Role role, Action action) {
    all.add(new Route(HttpMethod.POST, path, role));
    router
        .post(path)
        .handler(
            context -> {
              context.request().pause();
              context.addEndHandler(_ -> context.request().resume()); // what nobody took
              guard(context, role, action);
            });
  }

  private void add(Route route, Action action) {
    all.add(route);
    router.route(route.method(), route.path()).handler(c -> guard(c, route.role(), action));
  }

  /** Every path that anybody may ask for. */
  public List<String> opened() {
    return List.copyOf(opened);
  }

  /** Every other path, in the order in which they were opened. */
  public List<Route> all() {
    return List.copyOf(all);
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
