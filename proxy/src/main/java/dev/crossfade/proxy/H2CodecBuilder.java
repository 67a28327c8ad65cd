package dev.crossfade.proxy;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Makes the codec of one connection. What both sides of us are guarded against alike is set here:
 * frames that cost us something and the other side nothing (RFC 9113 §10.5).
 */
abstract class H2CodecBuilder<C extends H2Codec>
    extends AbstractHttp2ConnectionHandlerBuilder<C, H2CodecBuilder<C>> {
  static final int RESET_WINDOW_SECONDS = 30;

  private static final int QUEUED_CONTROL_FRAMES = 1_000;
  private static final int EMPTY_DATA_FRAMES = 16;
  private static final int SMALL_CONTINUATIONS = 16;

  H2CodecBuilder() {
    frameListener(new Http2EventAdapter());
    validateHeaders(true);
    // Advice (RFC 9113 §6.5.2) that would have us cut messages off.
    encoderIgnoreMaxHeaderListSize(true);
    decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_FRAMES);
    decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS);
    encoderEnforceMaxQueuedControlFrames(QUEUED_CONTROL_FRAMES);
  }

  /** Every stream gets its turn; the tree of RFC 7540's priorities is no more (RFC 9113 §5.3). */
  static Http2Connection takingTurns(boolean server) {
    Http2Connection connection = new DefaultHttp2Connection(server);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    return connection;
  }

  final C made() {
    return build();
  }
}
