package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The backend's side of one exchange: a connection that is lent to it, or a stream of one that many
 * share. On its event loop.
 */
interface UpstreamLine {
  /** From here on what comes is told to the user. */
  void lend(UpstreamUser user);

  /**
   * Sends a head with the method and target of {@code request}.
   *
   * @param length of the body; 0: there is none; below 0: that will be seen
   * @param upgrade whether a WebSocket is asked for
   */
  void sendHead(Head request, FieldWriter fields, long length, boolean upgrade);

  /** Takes so many bytes from {@code in}, which stays the caller's. */
  void sendBody(ByteBuf in, int length);

  void sendEnd(@Nullable Head trailers);

  void flush();

  boolean isWritable();

  /** Whether the answer is wanted now. */
  void setReading(boolean wanted);

  /** Whether it had served a request before the one it is lent for. */
  boolean isReused();

  /**
   * Ends the use.
   *
   * @param clean whether the request was sent to its end, and all of the answer is wanted no more
   */
  void giveBack(boolean clean);

  /** Ends a tunnel: what was sent still goes out. */
  void endTunnel();
}
