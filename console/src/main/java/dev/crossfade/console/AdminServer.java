package dev.crossfade.console;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Certificate;
import dev.crossfade.console.api.ConfigApi;
import dev.crossfade.console.api.CrawlApi;
import dev.crossfade.console.api.Description;
import dev.crossfade.console.api.EventApi;
import dev.crossfade.console.api.ExplainApi;
import dev.crossfade.console.api.FindingApi;
import dev.crossfade.console.api.JournalApi;
import dev.crossfade.console.api.RedirectApi;
import dev.crossfade.console.api.RolloutApi;
import dev.crossfade.console.api.StatusApi;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Assets;
import dev.crossfade.console.pages.ErrorPage;
import dev.crossfade.console.service.AdminServices;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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

  private static final String FORM = "application/x-www-form-urlencoded";

  /** What anybody may ask. */
  private static final Set<String> OPEN = Set.of("/healthz", "/readyz");

  private final Vertx vertx;
  private final Admin admin;
  private final Router router;
  private final Routes routes;
  private volatile @Nullable HttpServer server;

  private AdminServer(Vertx vertx, Admin admin, AdminServices services) {
    this.vertx = vertx;
    this.admin = admin;
    this.router = Router.router(vertx);
    this.routes = new Routes(router, services);
    open(router, routes, services);
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
    return new AdminServer(vertx, admin, services);
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
    HttpServer made = vertx.createHttpServer(options).requestHandler(router);
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

  /** Every path that takes a role. */
  public List<Routes.Route> paths() {
    return routes.all();
  }

  private static void open(Router router, Routes routes, AdminServices services) {
    router.route().handler(AdminServer::refuseAmbiguous);
    look(router, "/healthz").handler(c -> Answers.text(c, 200, "text/plain", "ok\n"));
    look(router, "/readyz").handler(context -> ready(context, services));
    router.route("/api/*").handler(AdminServer::takeForJson);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    Assets.open(routes);
    new StatusApi(services).open(routes);
    new ConfigApi(services).open(routes);
    new ExplainApi(services).open(routes);
    new RedirectApi(services).open(routes);
    new CrawlApi(services).open(routes);
    new JournalApi(services).open(routes);
    new RolloutApi(services).open(routes);
    new FindingApi(services).open(routes);
    new EventApi(services).open(routes);
    new Description().open(routes);
    router.route().handler(context -> metricsOrNext(context, routes, services));
    router.errorHandler(404, c -> nowhere(c, routes, services));
    router.errorHandler(405, c -> nowhere(c, routes, services));
    router.errorHandler(400, c -> ErrorPage.send(c, 400, "bad request", whatFailed(c)));
    router.errorHandler(413, c -> ErrorPage.send(c, 413, "too large", "at most 8MB"));
    router.errorHandler(500, AdminServer::failed);
  }

  /**
   * {@code curl -d} calls everything a form. As one it would be decoded, and a reason with {@code
   * 50%} in it refused. Pages that are not ours are kept out by their Origin, whatever they send.
   */
  private static void takeForJson(RoutingContext context) {
    String type = context.request().getHeader("content-type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      context.request().headers().set("content-type", "application/json");
    }
    context.next();
  }

  private static Route look(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /** No such path, or not with this method: the router's own word for it depends on the order. */
  private static void nowhere(RoutingContext context, Routes routes, AdminServices services) {
    String path = context.request().path();
    List<HttpMethod> allowed =
        path.equals(services.metricsPath()) || OPEN.contains(path)
            ? Routes.LOOKS
            : routes.allowed(path);
    if (allowed.isEmpty()) {
      ErrorPage.send(context, 404, "not found", path + " is nothing here");
      return;
    }
    String methods = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    context.response().putHeader("allow", methods);
    ErrorPage.send(
        context,
        405,
        "method not allowed",
        "not with " + context.request().method() + " (expected: " + methods + ")");
  }

  private static String whatFailed(RoutingContext context) {
    Throwable failure = context.failure();
    String message = failure == null ? null : failure.getMessage();
    return message == null ? "it cannot be read" : message;
  }

  /** Metrics are where the configuration says, which may be another path after a reload. */
  private static void metricsOrNext(RoutingContext context, Routes routes, AdminServices services) {
    boolean looks = Routes.LOOKS.contains(context.request().method());
    if (looks && context.request().path().equals(services.metricsPath())) {
      routes.guard(context, Admin.Role.VIEWER, (c, _) -> metrics(c, services));
    } else {
      context.next();
    }
  }

  private static void metrics(RoutingContext context, AdminServices services) {
    Answers.text(context, 200, "text/plain; version=0.0.4; charset=utf-8", services.metrics());
  }

  private static void ready(RoutingContext context, AdminServices services) {
    boolean ready = services.ready();
    Answers.text(context, ready ? 200 : 503, "text/plain", ready ? "ready\n" : "not ready\n");
  }

  private static void failed(RoutingContext context) {
    if (context.failure() instanceof BadRequest bad) {
      ErrorPage.send(context, 400, "bad request", String.valueOf(bad.getMessage()));
    } else {
      log.error("admin request {} failed", context.request().path(), context.failure());
      ErrorPage.send(context, 500, "internal error", "see the log");
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
