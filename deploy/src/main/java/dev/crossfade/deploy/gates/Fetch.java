package dev.crossfade.deploy.gates;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How others are asked: HTTP/1.1, at most three redirects, answers of a size that is known before.
 * Whoever asks waits on a thread of its own; interrupting it breaks the exchange off.
 */
final class Fetch implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int REDIRECTS = 3;
  private static final int MOST_OF_A_NUMBER = 1 << 20;
  private static final long MOST_OF_A_LIST = 64L << 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpClient client;
  private boolean closed;

  /** Takes an answer while it comes in. */
  @FunctionalInterface
  interface Taker<T> {
    T take(Call call, int status, InputStream body) throws IOException, NoAnswer;
  }

  /** A short answer, whatever its status. */
  Answer answer(Call call) throws NoAnswer, InterruptedException {
    return exchange(
        call,
        (at, status, body) ->
            new Answer(at, status, new Capped(body, MOST_OF_A_NUMBER, "1 MB").readAllBytes()));
  }

  /** A long answer, read as it comes in; only of status 200. */
  <T> T list(Call call, Taker<T> taker) throws NoAnswer, InterruptedException {
    return exchange(
        call,
        (at, status, body) -> {
          if (status != 200) {
            throw new NoAnswer(at.where() + " answered " + status);
          }
          return taker.take(at, status, new Capped(body, MOST_OF_A_LIST, "64 MB"));
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
    threads.shutdownNow();
  }

  /** Made when it is needed: most gateways ask nobody, and all want to start quickly. */
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

  private <T> T exchange(Call first, Taker<T> taker) throws NoAnswer, InterruptedException {
    Call call = first;
    for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
      try {
        HttpResponse<InputStream> response = send(call);
        try (InputStream body = response.body()) {
          if (!isRedirect(response.statusCode())) {
            return taker.take(call, response.statusCode(), body);
          }
        }
        String location = response.headers().firstValue("Location").orElse(null);
        if (location == null) {
          throw new NoAnswer(
              call.where() + " answered " + response.statusCode() + " without saying where to");
        }
        call = call.redirected(location);
      } catch (IOException e) {
        throw new NoAnswer(call.where() + " " + reason(e), e);
      }
    }
    throw new NoAnswer(first.where() + " redirects more than " + REDIRECTS + " times");
  }

  private HttpResponse<InputStream> send(Call call)
      throws IOException, NoAnswer, InterruptedException {
    HttpRequest request = call.toRequest();
    try {
      return client().send(request, BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) { // of a Content-Length that is no number, for one
      throw new NoAnswer(call.where() + " answered what is not HTTP", e);
    }
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** What went wrong on the way, without anything that the other side could have written. */
  private static String reason(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException _ -> "does not connect within " + CONNECT.toSeconds() + " s";
      case ConnectException refused when isCausedBy(refused, UnresolvedAddressException.class) ->
          "has a host that nobody knows";
      case ConnectException _ -> "refuses the connection";
      case SSLException _ -> "has no TLS that is trusted";
      case Capped.TooLong longer -> "answered more than " + longer.most();
      default -> "broke off its answer";
    };
  }

  private static boolean isCausedBy(Throwable e, Class<? extends Throwable> type) {
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
