package dev.crossfade.fleet.etcd;

import dev.crossfade.config.value.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** One exchange with one member, within a time that is given. */
final class Http implements AutoCloseable {
  /** How large an answer may be: room for some hundred entries with a configuration each. */
  private static final long MOST = 64L << 20;

  private static final Duration CONNECT = Duration.ofMillis(900);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  Http(@Nullable SSLContext tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(threads);
    this.client = tls == null ? builder.build() : builder.sslContext(tls).build();
  }

  /** A question. */
  record Ask(Endpoint endpoint, String path, String body, @Nullable String token) {
    /** Without a timeout of its own, which later Javas count on until the end of the answer. */
    private HttpRequest toRequest() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(endpoint + path))
              .header("Content-Type", "application/json")
              .header("Grpc-Metadata-hasleader", "true") // a watch ends where no leader is
              .POST(BodyPublishers.ofString(body));
      return token == null ? request.build() : request.header("Authorization", token).build();
    }
  }

  Reply ask(Ask ask, Duration most) throws EtcdException {
    HttpResponse<byte[]> response =
        send(ask, most, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST));
    return Reply.of(response.statusCode(), response.body());
  }

  /** An answer that comes bit by bit; the time is that for its beginning. */
  HttpResponse<InputStream> open(Ask ask, Duration most) throws EtcdException {
    return send(ask, most, BodyHandlers.ofInputStream());
  }

  private <T> HttpResponse<T> send(Ask ask, Duration most, BodyHandler<T> handler)
      throws EtcdException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(ask.toRequest(), handler);
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new EtcdException(
          EtcdException.Kind.UNCERTAIN,
          ask.endpoint() + " did not answer within " + most.toMillis() + " ms",
          e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new EtcdException(
          EtcdException.Kind.UNCERTAIN, ask.endpoint() + " was not waited for", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EtcdException(kind(cause), ask.endpoint() + " " + reason(cause), cause);
    }
  }

  private static EtcdException.Kind kind(Throwable e) {
    return switch (e) {
      case HttpConnectTimeoutException _ -> EtcdException.Kind.UNREACHABLE;
      case ConnectException _ -> EtcdException.Kind.UNREACHABLE;
      case SSLHandshakeException _ -> EtcdException.Kind.UNREACHABLE;
      default -> isTooLarge(e) ? EtcdException.Kind.TOO_LARGE : EtcdException.Kind.UNCERTAIN;
    };
  }

  private static String reason(Throwable e) {
    return switch (e) {
      case HttpConnectTimeoutException _ -> "does not connect within " + CONNECT.toMillis() + " ms";
      case ConnectException _ -> "refuses the connection, or nobody knows its host";
      case SSLHandshakeException _ -> "and we do not agree on TLS: " + e.getMessage();
      default -> isTooLarge(e) ? "answered more than " + MOST + " bytes" : "broke off its answer";
    };
  }

  private static boolean isTooLarge(Throwable e) {
    return e instanceof IOException && String.valueOf(e.getMessage()).contains("exceeds capacity");
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
