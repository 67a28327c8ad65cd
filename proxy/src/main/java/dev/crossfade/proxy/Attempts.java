package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.RetryCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at one request: where it goes, what that says about the endpoint, and whether it may
 * be sent once more. On the exchange's event loop.
 *
 * <p>RFC 9110 §9.2.2: only idempotent methods are repeated, and only while nothing of a body is
 * lost with the first attempt. A kept connection that its endpoint closes just as we use it is
 * nobody's failure (RFC 9112 §9.3.1), nor is a stream that an endpoint leaves undone as it goes
 * away, whatever the method (RFC 9113 §8.7): the one retry for that counts neither as an attempt
 * nor against the endpoint.
 */
final class Attempts {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  private final Upstream upstream;
  private final boolean idempotent;
  private final boolean bodiless;
  private List<UpstreamEndpoint> tried = List.of();
  private @Nullable UpstreamEndpoint endpoint;
  private boolean underWay;
  private boolean sent;
  private boolean raced;
  private int counted;
  private int retries;

  private Attempts(Upstream upstream, boolean idempotent, boolean bodiless) {
    this.upstream = upstream;
    this.idempotent = idempotent;
    this.bodiless = bodiless;
  }

  static Attempts at(Upstream upstream, String method, boolean bodiless, long now) {
    upstream.retryBudget().onRequest(now);
    return new Attempts(upstream, IDEMPOTENT.contains(method), bodiless);
  }

  Upstream upstream() {
    return upstream;
  }

  /** Where the request went last; null: nowhere yet. */
  @Nullable UpstreamEndpoint endpoint() {
    return endpoint;
  }

  /** How often the request was sent again. */
  int retries() {
    return retries;
  }

  /** Chooses where it goes now. */
  UpstreamEndpoint begin() {
    UpstreamEndpoint chosen = upstream.pick(tried);
    endpoint = chosen;
    underWay = true;
    chosen.onStart();
    return chosen;
  }

  /** The request is on its way. */
  void onSent() {
    sent = true;
  }

  /** Ends the attempt; a second time does nothing. */
  void end() {
    UpstreamEndpoint current = endpoint;
    if (underWay && current != null) {
      underWay = false;
      current.onEnd();
    }
  }

  /** The endpoint answered, to the end or as far as we listened. */
  void onAnswer(int status) {
    UpstreamEndpoint current = endpoint;
    if (current == null) {
      return;
    }
    if (status >= 500) {
      current.onFailed();
    }
    if (isTrouble(status)) {
      upstream.onError(current, "answered " + status);
    } else {
      current.standing().onSuccess();
    }
  }

  /**
   * What a server in trouble answers, or a proxy before one. A 500 is not: one broken page must not
   * take the endpoints out for all the others.
   */
  private static boolean isTrouble(int status) {
    return status >= 502 && status <= 504;
  }

  void onFailure(Failure failure) {
    UpstreamEndpoint current = endpoint;
    if (current != null && failure.isBackends()) {
      current.onFailed();
    }
    if (current != null && failure.isEndpoints()) {
      upstream.onError(current, failure.word());
    }
  }

  /**
   * After a failure before the answer: whether the request is to be sent again. It is then counted.
   *
   * @param reused whether the connection had served a request before
   */
  boolean mayFollow(Failure failure, boolean reused) {
    boolean refused = failure == Failure.BACKEND_REFUSED;
    if (!(isRepeatable() || (refused && isWhole()))) {
      return false;
    }
    if (!raced && (refused || (reused && failure == Failure.BACKEND_CLOSED))) {
      raced = true;
      retries++;
      return true;
    }
    RetryCause.Kind kind = kind(failure);
    if (kind == null || !take(kind, 0)) {
      return false;
    }
    onFailure(failure);
    return true;
  }

  private static RetryCause.@Nullable Kind kind(Failure failure) {
    if (failure == Failure.CONNECT_FAILED || failure == Failure.CONNECT_TIMEOUT) {
      return RetryCause.Kind.CONNECT;
    }
    return failure == Failure.BACKEND_CLOSED || failure == Failure.BACKEND_REFUSED
        ? RetryCause.Kind.RESET_BEFORE_RESPONSE
        : null;
  }

  /** The same after an answer of which the client has seen nothing. */
  boolean mayFollow(int status) {
    if (status < 400 || !isRepeatable() || !take(RetryCause.Kind.STATUS, status)) {
      return false;
    }
    onAnswer(status);
    return true;
  }

  private boolean isRepeatable() {
    return idempotent && isWhole();
  }

  /** Whether we still have all of the request. */
  private boolean isWhole() {
    return bodiless || !sent;
  }

  private boolean take(RetryCause.Kind kind, int status) {
    Backend.Retries settings = upstream.backend().retries();
    if (counted >= settings.attempts()
        || !settings.on().contains(new RetryCause(kind, status))
        || !upstream.retryBudget().tryRetry(System.nanoTime())) {
      return false;
    }
    counted++;
    retries++;
    UpstreamEndpoint failed = endpoint;
    if (failed != null) {
      tried = new ArrayList<>(tried);
      tried.add(failed);
    }
    return true;
  }
}
