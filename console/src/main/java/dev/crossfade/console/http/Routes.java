package dev.crossfade.console.http;

import dev.crossfade.config.model.Admin.Role;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The paths of the admin port, each with the role that it takes: there is no other way to open one,
 * so that none is open by mistake. Nothing of a body is read before it is known who sends it.
 * Actions run on threads that may block.
 */
public final class Routes {
  /** Whatever can be got can be asked for its head. */
  private static final List<HttpMethod> LOOKS = List.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final String API = "/api/";

  /** What every handler of the router carries that was added here. */
  public static final String MARK = Routes.class.getName();

  private static final long MOST_BODY = 8 << 20;
  private static final long MOST_OF_STRANGERS = 8 << 10;

  private final Router router;
  private final Guard guard;
  private final BodyHandler body = BodyHandler.create(false).setBodyLimit(MOST_BODY);
  private final BodyHandler small = BodyHandler.create(false).setBodyLimit(MOST_OF_STRANGERS);
  private final List<Supplier<Route>> all = new ArrayList<>();
  private final List<Open> opened = new ArrayList<>();

  public Routes(Router router, Guard guard) {
    this.router = router;
    this.guard = guard;
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

  /** A path that anybody may ask for. */
  public record Open(HttpMethod method, String path) {}

  /** Something to look at; of the API, in JSON. */
  public void view(String path, Action action) {
    view(path, path.startsWith(API) ? Media.JSON : Media.ANY, action);
  }

  /** Something to look at, in one of some types. */
  public void view(String path, Media media, Action action) {
    all.add(() -> new Route(HttpMethod.GET, path, Role.VIEWER));
    look(
        path,
        c -> {
          if (guard.admit(c, Role.VIEWER) && media.fits(c)) {
            run(c, action);
          }
        });
  }

  private void look(String path, Handler<RoutingContext> handler) {
    LOOKS.forEach(method -> handle(router.route(method, path), handler));
  }

  /** Something to look at where the configuration says, which may be elsewhere after a reload. */
  public void view(Supplier<String> path, Action action) {
    all.add(() -> new Route(HttpMethod.GET, path.get(), Role.VIEWER));
    handle(
        router.route(),
        c -> {
          boolean looks = LOOKS.contains(c.request().method());
          if (!looks || !c.request().path().equals(path.get())) {
            c.next();
          } else if (guard.admit(c, Role.VIEWER)) {
            run(c, action);
          }
        });
  }

  /** Something that changes what is, or takes a body; of the API, in JSON. */
  public void act(String path, Role role, Action action) {
    act(path, role, path.startsWith(API) ? Media.JSON : Media.ANY, action);
  }

  /** Something that takes a body of one of some types. */
  public void act(String path, Role role, Media media, Action action) {
    Route route = new Route(HttpMethod.POST, path, role);
    all.add(() -> route);
    take(path, body, c -> guard.admit(c, role), c -> act(c, media, action));
  }

  /** Before anything is done: an action whose answer nobody wants must not be half of one. */
  private void act(RoutingContext context, Media media, Action action) {
    if (guard.confirm(context) && media.fits(context)) {
      run(context, action);
    }
  }

  /** Something that receives its body itself. */
  @FunctionalInterface
  public interface Taking {
    /**
     * Is run while the body waits.
     *
     * @param guard to be asked to confirm it, when the body is there
     */
    void run(RoutingContext context, Actor actor, Guard guard);
  }

  /** Something that takes a larger body than others: see {@link Upload}. */
  public void upload(String path, Role role, Taking taking) {
    Route route = new Route(HttpMethod.POST, path, role);
    all.add(() -> route);
    handle(
        router.post(path),
        c -> {
          if (guard.admit(c, role)) {
            c.request().pause();
            c.addEndHandler(_ -> c.request().resume()); // what nobody took
            run(c, (context, actor) -> taking.run(context, actor, guard));
          }
        });
  }

  /**
   * Something that holds nothing secret, for whoever asks and on an event loop.
   *
   * @param path as in {@link Route}
   */
  public void open(String path, Handler<RoutingContext> handler) {
    opened.add(new Open(HttpMethod.GET, path));
    look(
        path,
        c -> {
          if (guard.pass(c)) {
            handler.handle(c);
          }
        });
  }

  /** A small form that whoever asks may send, on an event loop. */
  public void openForm(String path, Handler<RoutingContext> handler) {
    opened.add(new Open(HttpMethod.POST, path));
    take(path, small, guard::pass, handler);
  }

  /** Something that supervisors ask, by whatever name they reach the port, on an event loop. */
  public void probe(String path, Handler<RoutingContext> handler) {
    opened.add(new Open(HttpMethod.GET, path));
    look(path, handler);
  }

  /** Something that comes before every request, whatever its path, and leads on. */
  public void first(Handler<RoutingContext> handler) {
    handle(router.route(), handler);
  }

  /** Whether a request may go on. */
  @FunctionalInterface
  private interface Gate {
    boolean letsIn(RoutingContext context);
  }

  private void take(String path, BodyHandler read, Gate gate, Handler<RoutingContext> then) {
    handle(
        router.post(path),
        c -> {
          if (gate.letsIn(c)) {
            c.next();
          }
        });
    handle(router.post(path), read);
    handle(router.post(path), then);
  }

  private static void handle(io.vertx.ext.web.Route route, Handler<RoutingContext> handler) {
    route.putMetadata(MARK, true).handler(handler);
  }

  /** Whoever is slow holds up nobody else: actions run beside each other. */
  private static void run(RoutingContext context, Action action) {
    Actor actor = Visit.of(context).actor();
    context
        .vertx()
        .executeBlocking(
            () -> {
              action.run(context, actor);
              return actor;
            },
            false)
        .onFailure(context::fail);
  }

  /** The methods that a path can be asked with; none: there is no such path. */
  public List<HttpMethod> allowed(String path) {
    Stream<Open> paths =
        Stream.concat(
            opened.stream(), all().stream().map(route -> new Open(route.method(), route.path())));
    return paths
        .filter(open -> matches(open.path(), path))
        .flatMap(
            open ->
                open.method().equals(HttpMethod.GET) ? LOOKS.stream() : Stream.of(open.method()))
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
  public List<Open> opened() {
    return List.copyOf(opened);
  }

  /** Every other path, in the order in which they were opened. */
  public List<Route> all() {
    return all.stream().map(Supplier::get).toList();
  }
}
