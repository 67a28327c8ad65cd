package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Who uses an {@link UpstreamLine} for one exchange. All calls come on its event loop. */
interface UpstreamUser {
  /** An informational answer. The head is theirs only for the call, as in all these. */
  void onInterim(Head answer);

  /** The WebSocket that was asked for is granted; all that follows is body. */
  void onUpgraded(Head answer);

  /**
   * The answer begins.
   *
   * @param length as the head says; below 0: that will be seen
   */
  void onAnswer(Head answer, long length);

  /** Takes so many bytes from {@code in}, which stays the caller's. */
  void onAnswerBody(ByteBuf in, int length);

  void onAnswerEnd(@Nullable Head trailers);

  /** What had arrived is handed over. */
  void onAnswerPause();

  void onUpstreamWritable();

  /** It is gone; nothing else follows. */
  void onUpstreamGone(Failure failure);
}
