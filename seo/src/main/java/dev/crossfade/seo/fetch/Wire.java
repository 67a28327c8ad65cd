package dev.crossfade.seo.fetch;

import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * One request over the JDK's client, which keeps connections and speaks HTTP/2 where a server with
 * TLS does. What comes back is bounded: fields by the client itself (384 KB), the body and the time
 * by the settings.
 */
final class Wire implements AutoCloseable {
  static {
    // A host that is somewhere else must be told its name; read once, when the client is first
    // used.
    String allowed = "jdk.httpclient.allowRestrictedHeaders";
    if (System.getProperty(allowed) == null) {
      System.setProperty(allowed, "host");
    }
  }

  private final FetchSettings settings;
  private final @Nullable SSLContext trust;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final Map<String, HttpClient> elsewhere = new ConcurrentHashMap<>();

  Wire(FetchSettings settings, @Nullable SSLContext trust) {
    this.settings = settings;
    this.trust = trust;
    this.client = builder().build();
  }

  private HttpClient.Builder builder() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    if (trust != null) {
      builder.sslContext(trust);
    }
    return builder
        .executor(workers)
        .connectTimeout(settings.connectTimeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY);
  }

  Fetched ask(WebUrl url, int mostBody) throws InterruptedException {
    Place place;
    try {
      place = Place.of(url, settings.elsewhere());
    } catch (IllegalArgumentException e) {
      return new Failed(url, Cause.PROTOCOL, url + ": " + e.getMessage());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place.uri())
            .version(version(url, place))
            .header("User-Agent", settings.userAgent())
            .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .header("Accept-Encoding", "gzip, deflate");
    if (settings.acceptLanguage() != null) {
      request.header("Accept-Language", settings.acceptLanguage());
    }
    if (place.isElsewhere()) {
      request.header("Host", place.authority());
    }
    return ask(url, clientFor(url, place), request.build(), mostBody);
  }

  /** Without TLS nobody says that a server speaks HTTP/2, and asking confuses some. */
  private static HttpClient.Version version(WebUrl url, Place place) {
    return url.scheme().equals("https") && !place.isElsewhere()
        ? HttpClient.Version.HTTP_2
        : HttpClient.Version.HTTP_1_1;
  }

  /** A certificate is checked for the host's name, also where the host is elsewhere. */
  private HttpClient clientFor(WebUrl url, Place place) {
    if (!place.isElsewhere() || url.scheme().equals("http")) {
      return client;
    }
    return elsewhere.computeIfAbsent(
        url.host(),
        host -> {
          SSLParameters parameters = new SSLParameters();
          parameters.setServerNames(List.of(new SNIHostName(host)));
          return builder().sslParameters(parameters).build();
        });
  }

  private Fetched ask(WebUrl url, HttpClient through, HttpRequest request, int mostBody)
      throws InterruptedException {
    Body body = new Body(mostBody);
    CompletableFuture<HttpResponse<Body.Taken>> asked = through.sendAsync(request, body);
    try {
      HttpResponse<Body.Taken> response =
          asked.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
      return answered(url, response, mostBody);
    } catch (ExecutionException e) {
      return Trouble.of(url, e.getCause(), settings);
    } catch (TimeoutException _) {
      asked.cancel(true);
      return Trouble.late(url, body.hasBegun(), settings);
    } catch (InterruptedException e) {
      asked.cancel(true);
      throw e;
    }
  }

  private static Fetched answered(WebUrl url, HttpResponse<Body.Taken> response, int mostBody) {
    Fields fields = new Fields(FieldText.of(response.headers().map()));
    Body.Taken taken = response.body();
    String coding = fields.first("content-encoding");
    byte[] bytes = taken.bytes();
    boolean cut = taken.cut();
    if (coding != null && bytes.length > 0) {
      try {
        ContentCoding.Decoded decoded = ContentCoding.decode(coding, bytes, mostBody, cut);
        bytes = decoded.bytes();
        cut |= decoded.cut();
      } catch (IOException e) {
        return new Failed(url, Cause.PROTOCOL, url + ": " + e.getMessage());
      }
    }
    return new Answered(
        new Answer(url, response.statusCode(), fields, bytes, cut, taken.firstByteNanos()));
  }

  @Override
  public void close() {
    client.shutdownNow();
    elsewhere.values().forEach(HttpClient::shutdownNow);
    workers.shutdownNow();
  }
}
