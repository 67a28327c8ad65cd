package dev.crossfade.console;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Certificate;
import dev.crossfade.console.access.Gatekeeper;
import dev.crossfade.console.access.SafeHeaders;
import dev.crossfade.console.api.ConfigApi;
import dev.crossfade.console.api.CrawlApi;
import dev.crossfade.console.api.Description;
import dev.crossfade.console.api.EventApi;
import dev.crossfade.console.api.ExplainApi;
import dev.crossfade.console.api.FindingApi;
import dev.crossfade.console.api.FleetApi;
import dev.crossfade.console.api.JournalApi;
import dev.crossfade.console.api.RedirectApi;
import dev.crossfade.console.api.RolloutApi;
import dev.crossfade.console.api.StatusApi;
import dev.crossfade.console.api.TrafficApi;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Connections;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Assets;
import dev.crossfade.console.pages.ErrorPage;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.ProblemsPage;
import dev.crossfade.console.pages.config.ConfigPages;
import dev.crossfade.console.pages.crawlers.CrawlersPage;
import dev.crossfade.console.pages.explain.ExplainPage;
import dev.crossfade.console.pages.findings.FindingsPages;
import dev.crossfade.console.pages.journal.JournalPage;
import dev.crossfade.console.pages.overview.OverviewPage;
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
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
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
  private static final int MOST_LINE = 16 << 10;
  private static final int MOST_HEADERS = 16 << 10;
  private static final int MOST_FORM_FIELD = 8 << 20;
  private static final int IDLE_SECONDS = 75;
  private static final int HANDSHAKE_SECONDS = 5;
  private static final long SWEEP_MS = 1_000;
  private static final long PATIENCE_SECONDS = 10;

  /** The content fields we need; see {@link #isAmbiguous}. */
  private static final Set<String> CONTENT_FIELDS =
      Set.of("content-type", "content-length", "content-encoding", "content-language");

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Vertx vertx;
  private final Admin admin;
  private final AdminServices services;
  private final Connections connections = new Connections(System::nanoTime);
  private final Gatekeeper gate;
  private final Router router;
  private final Routes routes;
  private volatile @Nullable HttpServer server;
  private volatile @Nullable Certificate certificate;

  private AdminServer(Vertx vertx, Admin admin, AdminServices services) {
    this.vertx = vertx;
    this.admin = admin;
    this.services = services;
    this.gate = new Gatekeeper(services::admin, InstantSource.system());
    this.router = Router.router(vertx);
    this.routes = new Routes(router, gate);
    open(routes);
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
    Certificate tls = services.admin().tls();
    HttpServer made =
        vertx
            .createHttpServer(options(admin, tls))
            .connectionHandler(connections::opened)
            .requestHandler(router);
    try {
      await(made.listen().toCompletionStage().toCompletableFuture());
    } catch (IOException e) {
      throw new IOException(whyNot(admin, e), e);
    }
    server = made;
    certificate = tls;
    vertx.setPeriodic(SWEEP_MS, _ -> sweep());
  }

  private void sweep() {
    connections.sweep();
    gate.sweep();
  }

  /**
   * Nothing that the port does not need: no h2c, no old TLS, no long heads. HTTP/2 over TLS stays,
   * since a browser opens few connections otherwise and each page holds one for its events.
   */
  private static HttpServerOptions options(Admin admin, @Nullable Certificate tls) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(admin.bind().host())
            .setPort(admin.bind().port())
            .setIdleTimeout(IDLE_SECONDS)
            .setMaxInitialLineLength(MOST_LINE)
            .setMaxHeaderSize(MOST_HEADERS)
            .setMaxFormAttributeSize(MOST_FORM_FIELD)
            .setHttp2ClearTextEnabled(false)
            .setReuseAddress(true);
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
          .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
          .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
          .setKeyCertOptions(pem(tls));
    }
    return options;
  }

  private static PemKeyCertOptions pem(Certificate tls) {
    return new PemKeyCertOptions()
        .setCertPath(tls.cert().toString())
        .setKeyPath(tls.key().toString());
  }

  /**
   * Follows the settings that may change while the port is open: its certificate is read anew, and
   * connections that are open keep theirs.
   *
   * @return why it cannot; empty: it has
   */
  public List<String> configure(Admin wanted) {
    HttpServer now = server;
    Certificate tls = wanted.tls();
    if (now == null) {
      return List.of();
    }
    if ((tls == null) != (certificate == null)) {
      return List.of("admin.tls: cannot come or go while running (expected: a restart)");
    }
    if (tls == null) {
      return List.of();
    }
    try {
      ServerSSLOptions options = options(wanted, tls).getSslOptions();
      await(now.updateSSLOptions(options, true).toCompletionStage().toCompletableFuture());
    } catch (IOException e) {
      return List.of(notWithTls(tls, e));
    }
    certificate = tls;
    return List.of();
  }

  private static String notWithTls(Certificate tls, IOException e) {
    return "admin.tls: %s and %s are no certificate and its key (expected: PEM, PKCS#8): %s"
        .formatted(tls.cert(), tls.key(), e.getMessage());
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

  private static String whyNot(Admin admin, IOException e) {
    String at = "admin.bind: " + admin.bind();
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("in use")) {
      return at + " is in use (expected: a free port)";
    }
    if (message.contains("permission")) {
      return at + " is a privileged port (expected: a port from 1024 on)";
    }
    Certificate tls = admin.tls();
    return tls == null || e.getCause() instanceof BindException
        ? at + " cannot be opened: " + e.getMessage()
        : notWithTls(tls, e);
  }

  /** The port, also where the system chose it. */
  public int port() {
    HttpServer now = server;
    if (now == null) {
      throw new IllegalStateException("the admin port is not open (expected: open first)");
    }
    return now.actualPort();
  }

  /** Every path there is, whoever may have it. */
  public Routes routes() {
    return routes;
  }

  Router router() {
    return router;
  }

  private void open(Routes routes) {
    routes.first(SafeHeaders::set);
    routes.first(connections::asked);
    routes.first(AdminServer::refuseAmbiguous);
    routes.first(AdminServer::takeForJson);
    routes.probe("/healthz", context -> Answers.text(context, 200, "text/plain", "ok\n"));
    routes.probe("/readyz", context -> ready(context, services));
    gate.login().open(routes);
    Assets.open(routes);
    new StatusApi(services).open(routes);
    new FleetApi(services).open(routes);
    new ConfigApi(services).open(routes);
    new ExplainApi(services).open(routes);
    new RedirectApi(services).open(routes);
    new CrawlApi(services).open(routes);
    new JournalApi(services).open(routes);
    new RolloutApi(services).open(routes);
    new FindingApi(services).open(routes);
    new EventApi(services).open(routes);
    new Description().open(routes);
    new TrafficApi(services).open(routes);
    Html html = new Html(services);
    new ProblemsPage(html).open(routes);
    new FindingsPages(html, services).open(routes);
    new CrawlersPage(html, services).open(routes);
    new JournalPage(html, services).open(routes);
    new RedirectPages(services, html).open(routes);
    new ExplainPage(services, html).open(routes);
    new ConfigPages(services, html).open(routes);
    new RolloutPages(services, html).open(routes);
    new OverviewPage(services, html).open(routes);
    routes.view(services::metricsPath, (context, _) -> metrics(context, services));
    router.errorHandler(404, this::nowhere);
    router.errorHandler(405, this::nowhere);
    router.errorHandler(400, c -> ErrorPage.send(c, 400, "bad request", whatFailed(c)));
    router.errorHandler(413, AdminServer::tooLarge);
    router.errorHandler(500, AdminServer::failed);
  }

  /**
   * {@code curl -d} calls everything a form. As one it would be decoded, and a reason with {@code
   * 50%} in it refused. Pages that are not ours are kept out by their Origin, whatever they send.
   */
  private static void takeForJson(RoutingContext context) {
    String type = context.request().getHeader("content-type");
    if (type != null
        && type.toLowerCase(Locale.ROOT).startsWith(FORM)
        && context.request().path().startsWith("/api/")) {
      context.request().headers().set("content-type", "application/json");
    }
    context.next();
  }

  /** No such path, or not with this method: the router's own word for it depends on the order. */
  private void nowhere(RoutingContext context) {
    String path = context.request().path();
    List<HttpMethod> allowed = routes.allowed(path);
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

  private static void tooLarge(RoutingContext context) {
    context.response().putHeader("connection", "close");
    ErrorPage.send(context, 413, "too large", "at most 8MB");
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
