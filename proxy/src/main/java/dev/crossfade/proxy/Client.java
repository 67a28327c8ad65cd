package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one exchange: an HTTP/1 connection or a stream of HTTP/2. How an answer is
 * framed is its business alone. On its event loop.
 */
interface Client {
  Loop loop();

  DataPlane plane();

  /** For the time that the exchange has; whoever owns it tells of its expiry. */
  Patience patience();

  /** Whether the request's body is wanted now; it comes at once, later or never. */
  void setReading(boolean wanted);

  /** Sends an informational answer; not to those who could not read it. */
  void sendInterim(Head answer, FieldWriter fields);

  /**
   * Begins the answer.
   *
   * @param length of its body; below 0: that will be seen
   * @param bodiless whether none follows, whatever the length says: an answer to HEAD, or a 304
   */
  void sendHead(Head answer, FieldWriter fields, long length, boolean bodiless);

  /** Agrees to an upgrade: from here on all bytes of both sides are the tunnel's. */
  void sendUpgrade(Head answer, FieldWriter fields);

  /** Whether any success tells the client that it has its tunnel (RFC 8441 §5). */
  default boolean isUpgradedBySuccess() {
    return false;
  }

  /** Takes so many bytes from {@code in}, which stays the caller's. */
  void sendBody(ByteBuf in, int length);

  /** Ends the answer, and says so to {@link Exchange#onWritten} when all of it is written. */
  void sendEnd(@Nullable Head trailers);

  void flush();

  boolean isWritable();

  /**
   * How many bytes of the answer wait here for the client to take them, as far as that is known;
   * what the system holds for it is taken.
   */
  default long unsent() {
    return 0;
  }

  /** Cuts an answer off in a way that cannot be taken for its end. */
  void cut();

  /** What is spoken, for the log. */
  String protocol();
}
