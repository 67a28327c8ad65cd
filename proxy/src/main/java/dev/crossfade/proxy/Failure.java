package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Violation;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;

/** Why a request went wrong; each has one status, one word and one sentence for the visitor. */
public enum Failure {
  MALFORMED(400, "The request could not be understood."),
  LINE_TOO_LONG(414, "The address is too long."),
  HEAD_TOO_LARGE(431, "The request's head is too large."),
  BODY_TOO_LARGE(413, "The request's body is too large."),
  /** It has been here before (RFC 9110 §7.6.3). */
  LOOP(508, "The request goes round in circles."),
  /** We cannot make the connection that it takes: no file descriptor is left. */
  OVERLOADED(503, "The shop is very busy at the moment."),
  HEAD_TIMEOUT(408, "The request took too long to arrive."),
  NOT_IMPLEMENTED(501, "This is not supported."),
  CONNECT_FAILED(502, "The shop cannot be reached at the moment."),
  BACKEND_CLOSED(502, "The shop did not answer."),
  BACKEND_MALFORMED(502, "The shop's answer could not be understood."),
  /** It did nothing with the request and says so (RFC 9113 §8.7): any method may be repeated. */
  BACKEND_REFUSED(503, "The shop is very busy at the moment."),
  /** Every connection that may be is in use, and whoever may wait for one already does. */
  BACKEND_BUSY(503, "The shop is very busy at the moment."),
  /** The backend of a checkout is down, and the checkout waits for it. */
  PIN_HELD(503, "Your checkout is safe. Please try again in a moment."),
  CONNECT_TIMEOUT(504, "The shop cannot be reached at the moment."),
  FIRST_BYTE_TIMEOUT(504, "The shop took too long to answer."),
  /** The answer had begun, so its status stands; the connection is cut off. */
  IDLE_TIMEOUT(504, "The shop stopped answering."),
  TOTAL_TIMEOUT(504, "The shop took too long to answer."),
  BODY_TIMEOUT(408, "The request took too long to arrive."),
  /** It came, but more slowly than {@code limits.rates.body} on average. */
  BODY_TOO_SLOW(408, "The request took too long to arrive."),
  /** More streams of one connection at once than there may be. */
  STREAM_REFUSED(503, "The shop is very busy at the moment."),
  /** The client takes nothing of the answer any more, or too little in too much time. */
  CLIENT_STALLED(408, ""),
  /** Nobody has said anything in a tunnel for long. */
  TUNNEL_IDLE(408, ""),
  /** Nobody is left to be told. */
  CLIENT_GONE(499, "");

  private final int status;
  private final String sentence;
  private final String word;

  Failure(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
    this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of a head that could not be read. */
  static Failure of(Violation violation) {
    return switch (violation.kind()) {
      case SYNTAX -> MALFORMED;
      case LINE_TOO_LONG -> LINE_TOO_LONG;
      case HEAD_TOO_LARGE -> HEAD_TOO_LARGE;
    };
  }

  /** What it is called in logs and metrics. */
  public String word() {
    return word;
  }

  /** Whether the backend is to blame, neither the client nor we. */
  public boolean isBackends() {
    return switch (this) {
      case CONNECT_FAILED,
          BACKEND_CLOSED,
          BACKEND_MALFORMED,
          BACKEND_REFUSED,
          BACKEND_BUSY,
          PIN_HELD,
          CONNECT_TIMEOUT,
          FIRST_BYTE_TIMEOUT,
          IDLE_TIMEOUT,
          TOTAL_TIMEOUT ->
          true;
      case MALFORMED,
          LINE_TOO_LONG,
          HEAD_TOO_LARGE,
          BODY_TOO_LARGE,
          NOT_IMPLEMENTED,
          LOOP,
          OVERLOADED,
          HEAD_TIMEOUT,
          BODY_TIMEOUT,
          BODY_TOO_SLOW,
          STREAM_REFUSED,
          CLIENT_STALLED,
          TUNNEL_IDLE,
          CLIENT_GONE ->
          false;
    };
  }

  /** Whether we turned the request down or gave it up, and neither backend nor client ended it. */
  boolean isRejection() {
    return !isBackends() && this != CLIENT_GONE;
  }

  /**
   * Whether it speaks against the endpoint. Silence within an answer and the whole taking too long
   * do not: large answers to slow clients look the same.
   */
  boolean isEndpoints() {
    return switch (this) {
      case CONNECT_FAILED,
          BACKEND_CLOSED,
          BACKEND_MALFORMED,
          BACKEND_REFUSED,
          CONNECT_TIMEOUT,
          FIRST_BYTE_TIMEOUT ->
          true;
      case BACKEND_BUSY,
          PIN_HELD,
          IDLE_TIMEOUT,
          TOTAL_TIMEOUT,
          MALFORMED,
          LINE_TOO_LONG,
          HEAD_TOO_LARGE,
          BODY_TOO_LARGE,
          NOT_IMPLEMENTED,
          LOOP,
          OVERLOADED,
          HEAD_TIMEOUT,
          BODY_TIMEOUT,
          BODY_TOO_SLOW,
          STREAM_REFUSED,
          CLIENT_STALLED,
          TUNNEL_IDLE,
          CLIENT_GONE ->
          false;
    };
  }

  int status() {
    return status;
  }

  /** As the status line says it. */
  String reason() {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  String sentence() {
    return sentence;
  }
}
