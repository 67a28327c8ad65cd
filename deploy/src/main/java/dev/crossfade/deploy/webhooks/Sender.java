package dev.crossfade.deploy.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.rollout.schedule.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Sends a message once. Of the answer only its head counts; redirects are not followed. */
final class Sender implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Ticker ticker;
  private final Patience patience;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpClient client;
  private boolean closed;
  private volatile @Nullable String key;

  Sender(Ticker ticker, Patience patience) {
    this.ticker = ticker;
    this.patience = patience;
  }

  /** What to sign with from now on; null: nothing. */
  void key(@Nullable String next) {
    key = next;
  }

  Sent send(URI uri, Message message) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(uri, message);
    } catch (IllegalArgumentException e) {
      return new Sent.Refused("the URL is nothing that can be sent to");
    }
    try {
      HttpResponse<InputStream> response = client().send(request, BodyHandlers.ofInputStream());
      response.body().close();
      return sent(response);
    } catch (IOException e) {
      return new Sent.Failed(e.getClass().getSimpleName(), null);
    } catch (IllegalArgumentException _) { // of a Content-Length that is no number, for one
      return new Sent.Failed("an answer that is not HTTP", null);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
    threads.shutdownNow();
  }

  /** Made when it is needed: most gateways tell nobody, and all want to start quickly. */
  private synchronized HttpClient client() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(Version.HTTP_1_1)
              .followRedirects(Redirect.NEVER)
              .connectTimeout(CONNECT)
              .executor(threads)
              .build();
    }
    return client;
  }

  /** Signed anew for each attempt: the time in it is the time of sending. */
  private HttpRequest request(URI uri, Message message) {
    URI target = withoutUser(uri);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(patience.attempt())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Crossfade")
            .header("X-Crossfade-Event", message.event())
            .header("X-Crossfade-Delivery", message.id())
            .POST(BodyPublishers.ofByteArray(message.body()));
    String user = uri.getUserInfo();
    if (user != null) {
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }
    String secret = key;
    if (secret != null) {
      long seconds = ticker.wall().getEpochSecond();
      request.header(Signature.HEADER, Signature.of(secret, seconds, message.body()));
    }
    return request.build();
  }

  private static URI withoutUser(URI uri) {
    String authority = uri.getRawAuthority();
    if (authority == null || authority.indexOf('@') < 0) {
      return uri;
    }
    String text = uri.toString();
    int start = text.indexOf("//") + 2;
    return URI.create(
        text.substring(0, start) + text.substring(start + authority.lastIndexOf('@') + 1));
  }

  private Sent sent(HttpResponse<?> response) {
    int status = response.statusCode();
    String said = "status " + status;
    if (status >= 200 && status < 300) {
      return new Sent.Taken();
    }
    return switch (status) {
      case 408, 425, 429 -> new Sent.Failed(said, after(response));
      default -> status >= 500 ? new Sent.Failed(said, after(response)) : new Sent.Refused(said);
    };
  }

  /** Retry-After, as seconds or as a date; null: there is none, or it makes no sense. */
  private @Nullable Duration after(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until =
          text.isEmpty()
              ? Instant.MIN
              : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(ticker.wall()) ? Duration.between(ticker.wall(), until) : null;
    } catch (DateTimeException _) {
      return null; // a wait that nobody can read is no wait
    }
  }
}
