package dev.crossfade.console;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Certificate;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port. Its threads are its own: whatever happens here, the data path does not notice.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);
  private static final int MOST_BODY = 8 << 20;
  private static final long PATIENCE_SECONDS = 10;

  /** The content fields we need; see {@link #isAmbiguous}. */
  private static final Set<String> CONTENT_FIELDS =
      Set.of("content-type", "content-length", "content-encoding", "content-language");

  private final Vertx vertx;
  private final Admin admin;
  private final Router routes;
  private volatile @Nullable HttpServer server;

  private AdminServer(Vertx vertx, Admin admin, Router routes) {
    this.vertx = vertx;
    this.admin = admin;
    this.routes = routes;
  }

  /** Something that is done for an actor. */
  @FunctionalInterface
  private interface Action {
    void run(RoutingContext context, Access.Actor actor);
  }

  /** Makes all that it takes and opens nothing yet: that is most of the time of a start. */
  public static AdminServer make(Admin admin, AdminServices services) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(4)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    return new AdminServer(vertx, admin, routes(vertx, services));
  }

  /**
   * Opens the port; can be tried again.
   *
   * @throws IOException when it cannot be opened; the message is for the operator
   */
  public void open() throws IOException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(admin.bind().host())
            .setPort(admin.bind().port())
            .setIdleTimeout(60)
            .setReuseAddress(true);
    Certificate tls = admin.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.cert().toString())
                  .setKeyPath(tls.key().toString()));
    }
    HttpServer made = vertx.createHttpServer(options).requestHandler(routes);
    try {
      await(made.listen().toCompletionStage().toCompletableFuture());
    } catch (IOException e) {
      throw new IOException("admin.bind: " + admin.bind() + " " + whyNot(e), e);
    }
    server = made;
  }

  private static void await(java.util.concurrent.Future<?> future) throws IOException {
    try {
      future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new IOException("nothing happened for " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String whyNot(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("in use")) {
      return "is in use (expected: a free port)";
    }
    if (message.contains("permission")) {
      return "is a privileged port (expected: a port from 1024 on)";
    }
    return "cannot be opened: " + e.getMessage();
  }

  /** The port, also where the system chose it. */
  public int port() {
    HttpServer now = server;
    if (now == null) {
      throw new IllegalStateException("the admin port is not open (expected: open first)");
    }
    return now.actualPort();
  }

  private static Router routes(Vertx vertx, AdminServices services) {
    Router router = Router.router(vertx);
    ConfigApi config = new ConfigApi(services);
    router.route().handler(AdminServer::refuseAmbiguous);
    router.get("/healthz").handler(context -> Answers.text(context, 200, "text/plain", "ok\n"));
    router.get("/readyz").handler(context -> ready(context, services));
    router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    view(router, "/api/v1/status", services, (c, _) -> Answers.json(c, 200, services.status()));
    view(router, "/api/v1/shadows", services, (c, _) -> Answers.json(c, 200, services.shadows()));
    view(router, "/api/v1/config", services, (c, _) -> config.active(c));
    view(router, "/api/v1/config/history", services, (c, _) -> config.history(c));
    ExplainApi explain = new ExplainApi(services);
    view(router, "/api/v1/explain", services, (c, _) -> explain.explain(c));
    RedirectApi redirects = new RedirectApi(services);
    view(router, "/api/v1/redirects/stats", services, (c, _) -> redirects.stats(c));
    view(router, "/api/v1/redirects/misses", services, (c, _) -> redirects.misses(c));
    JournalApi journal = new JournalApi(services);
    view(router, "/api/v1/journal", services, (c, _) -> journal.journal(c));
    RolloutApi rollouts = new RolloutApi(services);
    view(router, "/api/v1/rollouts", services, (c, _) -> rollouts.all(c));
    view(router, "/api/v1/rollouts/:unit", services, (c, _) -> rollouts.one(c));
    act(router, "/api/v1/rollouts/:unit/:action", Admin.Role.OPERATOR, services, rollouts::move);
    act(
        router,
        "/api/v1/rollouts/:unit/gates/:gate/approve",
        Admin.Role.OPERATOR,
        services,
        rollouts::approve);
    FindingApi findings = new FindingApi(services);
    view(router, "/api/v1/findings", services, (c, _) -> findings.all(c));
    view(router, "/api/v1/findings/:id", services, (c, _) -> findings.one(c));
    act(router, "/api/v1/findings/:id/accept", Admin.Role.OPERATOR, services, findings::accept);
    act(router, "/api/v1/findings/:id/reopen", Admin.Role.OPERATOR, services, findings::reopen);
    view(router, "/api/v1/guards", services, (c, _) -> findings.guards(c));
    act(
        router,
        "/api/v1/guards/:unit/:template/release",
        Admin.Role.OPERATOR,
        services,
        findings::release);
    act(router, "/api/v1/config/check", Admin.Role.VIEWER, services, config::check);
    act(router, "/api/v1/config/reload", Admin.Role.OPERATOR, services, config::reload);
    act(router, "/api/v1/config/rollback", Admin.Role.OPERATOR, services, config::rollback);
    router
        .get()
        .handler(
            context -> {
              if (context.request().path().equals(services.metricsPath())) {
                guarded(Admin.Role.VIEWER, services, (c, _) -> metrics(c, services)).run(context);
              } else {
                context.next();
              }
            });
    router.errorHandler(
        404, c -> Answers.problem(c, 404, "not found", c.request().path() + " is nothing here"));
    router.errorHandler(
        405,
        c -> Answers.problem(c, 405, "method not allowed", "not with " + c.request().method()));
    router.errorHandler(413, c -> Answers.problem(c, 413, "too large", "at most 8MB"));
    router.errorHandler(500, AdminServer::failed);
    return router;
  }

  private static void metrics(RoutingContext context, AdminServices services) {
    Answers.text(context, 200, "text/plain; version=0.0.4; charset=utf-8", services.metrics());
  }

  private static void ready(RoutingContext context, AdminServices services) {
    boolean ready = services.ready();
    Answers.text(context, ready ? 200 : 503, "text/plain", ready ? "ready\n" : "not ready\n");
  }

  private static void view(Router router, String path, AdminServices services, Action action) {
    router.get(path).handler(c -> guarded(Admin.Role.VIEWER, services, action).run(c));
  }

  private static void act(
      Router router, String path, Admin.Role role, AdminServices services, Action action) {
    router.post(path).handler(c -> guarded(role, services, action).run(c));
  }

  /** A handler that runs once access is granted. */
  @FunctionalInterface
  private interface Guarded {
    void run(RoutingContext context);
  }

  private static Guarded guarded(Admin.Role role, AdminServices services, Action action) {
    return context -> {
      HttpServerRequest request = context.request();
      Admin admin = services.admin();
      if (Access.isForeign(request, admin)) {
        Answers.problem(context, 403, "forbidden", "this Host or Origin is not the admin port's");
        return;
      }
      Access.Actor actor = Access.identify(request, admin);
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
    };
  }

  private static void failed(RoutingContext context) {
    if (context.failure() instanceof BadRequest bad) {
      Answers.problem(context, 400, "bad request", String.valueOf(bad.getMessage()));
    } else {
      log.error("admin request {} failed", context.request().path(), context.failure());
      Answers.problem(context, 500, "internal error", "see the log");
    }
  }

  private static void refuseAmbiguous(RoutingContext context) {
    if (isAmbiguous(context.request())) {
      context.response().putHeader("connection", "close");
      Answers.problem(context, 400, "bad request", "a content field that means nothing here");
      context.request().connection().close();
    } else {
      context.next();
    }
  }

  /**
   * Some versions of the HTTP server below take fields that look like Content-Length for it
   * (CVE-2026-102479). Nobody needs to send one here, so whoever does is cut off.
   */
  private static boolean isAmbiguous(HttpServerRequest request) {
    boolean bodiless =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    for (String name : request.headers().names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-") && !CONTENT_FIELDS.contains(lower)) {
        return true;
      }
    }
    return bodiless && request.headers().contains("transfer-encoding");
  }

  @Override
  public void close() {
    try {
      await(vertx.close().toCompletionStage().toCompletableFuture());
    } catch (IOException e) {
      log.warn("the admin port did not close in time: {}", e.getMessage());
    }
  }
}
