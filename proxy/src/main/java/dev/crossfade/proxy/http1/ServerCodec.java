package dev.crossfade.proxy.http1;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.ArrayDeque;
import java.util.Queue;

/** Requests in, answers out. */
public final class ServerCodec
    extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {
  /** The methods of the requests that have not been answered, oldest first. */
  private final Queue<HttpMethod> unanswered = new ArrayDeque<>(2);

  /**
   * A codec with these limits, for one connection.
   *
   * @param mostLine the longest request line, in bytes
   * @param mostHead all field lines of a head together, in bytes
   * @param mostFields how many field lines a head may have
   */
  public ServerCodec(int mostLine, int mostHead, int mostFields) {
    init(new RequestDecoder(mostLine, mostHead, mostFields, unanswered::add), new Answers());
  }

  /** An answer to HEAD has a body's fields and no body. */
  private final class Answers extends HttpResponseEncoder {
    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
      boolean last = answer.status().codeClass() != HttpStatusClass.INFORMATIONAL;
      HttpMethod asked = last ? unanswered.poll() : unanswered.peek();
      return HttpMethod.HEAD.equals(asked) || super.isContentAlwaysEmpty(answer);
    }
  }
}
