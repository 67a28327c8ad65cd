package dev.crossfade.console;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Certificate;
import dev.crossfade.console.api.ConfigApi;
import dev.crossfade.console.api.CrawlApi;
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
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.config.ConfigPages;
import dev.crossfade.console.pages.explain.ExplainPage;
import dev.crossfade.console.pages.redirects.RedirectPages;
import dev.crossfade.console.pages.rollout.RolloutPages;
import dev.crossfade.console.service.AdminServices;
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
            .setMaxFormAttributeSize(MOST_BODY)
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
    Routes routes = new Routes(router, services);
    router.route().handler(AdminServer::refuseAmbiguous);
    router.get("/healthz").handler(context -> Answers.text(context, 200, "text/plain", "ok\n"));
    router.get("/readyz").handler(context -> ready(context, services));
    RedirectApi redirects = new RedirectApi(services);
    Html html = new Html(services);
    RedirectPages redirectPages = new RedirectPages(services, html);
    redirects.openUploads(routes);
    redirectPages.openUploads(routes);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    Assets.open(routes);
    new StatusApi(services).open(routes);
    new ConfigApi(services).open(routes);
    new ExplainApi(services).open(routes);
    redirects.open(routes);
    new CrawlApi(services).open(routes);
    new JournalApi(services).open(routes);
    new RolloutApi(services).open(routes);
    new FindingApi(services).open(routes);
    redirectPages.open(routes);
    new ExplainPage(services, html).open(routes);
    new ConfigPages(services, html).open(routes);
    new RolloutPages(services, html).open(routes);
    router.get().handler(context -> metricsOrNext(context, routes, services));
    router.errorHandler(
        404, c -> ErrorPage.send(c, 404, "not found", c.request().path() + " is nothing here"));
    router.errorHandler(
        405, c -> ErrorPage.send(c, 405, "method not allowed", "not with " + c.request().method()));
    router.errorHandler(413, c -> ErrorPage.send(c, 413, "too large", "at most 8MB"));
    router.errorHandler(500, AdminServer::failed);
    return router;
  }

  /** Metrics are where the configuration says, which may be another path after a reload. */
  private static void metricsOrNext(RoutingContext context, Routes routes, AdminServices services) {
    if (context.request().path().equals(services.metricsPath())) {
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
