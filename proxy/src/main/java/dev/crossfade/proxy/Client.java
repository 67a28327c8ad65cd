package dev.crossfade.proxy;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;

/**
 * The client's side of one exchange: an HTTP/1 connection or a stream of HTTP/2. Answers are
 * written to its channel as HTTP objects, whatever goes over the wire. On its event loop.
 */
interface Client {
  Channel channel();

  DataPlane plane();

  /** Asks for one more part of the request; it comes at once, later or never. */
  void read();

  /** Whether a request that ends well leaves room for another. */
  boolean mayKeep();

  /** The exchange is over and everything is written. */
  void onAnswered(boolean keep);

  /** Answers by ourselves; {@code keep} as for {@link #onAnswered}. */
  void refuse(Failure failure, String id, HttpRequest request, boolean keep);

  /** Cuts an answer off in a way that cannot be taken for its end. */
  void close();

  /** The same where only the end of the connection tells the end of the answer. */
  void reset();

  /** What is spoken, for the log. */
  default String protocol(HttpRequest request) {
    return request.protocolVersion().text();
  }
}
