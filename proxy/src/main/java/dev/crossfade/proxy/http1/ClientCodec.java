package dev.crossfade.proxy.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.util.List;

/** Requests out, answers in; one at a time. */
public final class ClientCodec
    extends CombinedChannelDuplexHandler<ResponseDecoder, HttpRequestEncoder> {
  /** A codec for one connection. */
  public ClientCodec() {
    ResponseDecoder answers = new ResponseDecoder();
    init(answers, new Requests(answers));
  }

  /** Tells the decoder what was asked: whether an answer has a body depends on it. */
  private static final class Requests extends HttpRequestEncoder {
    private final ResponseDecoder answers;

    Requests(ResponseDecoder answers) {
      this.answers = answers;
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out)
        throws Exception {
      if (message instanceof HttpRequest request) {
        answers.onRequest(request.method());
      }
      super.encode(ctx, message, out);
    }
  }
}
