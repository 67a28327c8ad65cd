package dev.crossfade.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to the shop that all visitors and crawlers share; counts everything that goes over it.
 */
final class TrafficClient implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TrafficClient.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI gateway;
  private final TrafficTally tally;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * @param gateway only scheme, host and port count
   */
  TrafficClient(URI gateway, TrafficTally tally) {
    this.gateway = gateway.resolve("/");
    this.tally = tally;
  }

  /** The absolute URL of a path at the gateway. */
  URI url(String path) {
    return gateway.resolve(path);
  }

  /**
   * What to ask the gateway for to get a URL, wherever that points: a shop behind a gateway may
   * believe itself to be at its public address.
   */
  String path(URI url) {
    String raw = Objects.requireNonNullElse(url.getRawPath(), "");
    String path = raw.startsWith("/") ? raw : "/" + raw;
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** What the gateway is as an origin: the URL of its root without the slash. */
  String origin() {
    return gateway.getScheme() + "://" + gateway.getRawAuthority();
  }

  HttpRequest.Builder request(String path, String userAgent) {
    return HttpRequest.newBuilder(url(path))
        .timeout(PATIENCE)
        .header("User-Agent", userAgent)
        .header("Accept-Language", "en-GB,en;q=0.9");
  }

  /** One exchange; empty when no answer came, which is counted as a failure. */
  Optional<HttpResponse<String>> send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      tally.onAnswer(response.statusCode());
      return Optional.of(response);
    } catch (IOException e) {
      tally.onNoAnswer();
      LOG.log(System.Logger.Level.DEBUG, "no answer: " + request.uri(), e);
      return Optional.empty();
    }
  }

  /** Notes that a page, as opposed to something a page needs, came from a storefront. */
  void onPage(HttpResponse<String> response) {
    tally.onPage(response.headers().firstValue("X-Served-By").orElse(""));
  }

  /** Cuts all connections. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
