package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.StatusPattern;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one endpoint how it is, again and again. On an event loop of its own choice, on a connection
 * of its own each time: an endpoint whose connections are all in use, or which takes no new ones,
 * shows it here. These connections do not count against the limit.
 */
final class UpstreamCheck {
  private static final Logger log = LoggerFactory.getLogger(UpstreamCheck.class);

  private final String backend;
  private final UpstreamEndpoint endpoint;
  private final Backend.Health settings;
  private final String host;
  private final EventLoop loop;
  private @Nullable Future<?> schedule;
  private volatile boolean stopped;
  private boolean asking;

  private UpstreamCheck(
      String backend,
      UpstreamEndpoint endpoint,
      Backend.Health settings,
      String host,
      EventLoop loop) {
    this.backend = backend;
    this.endpoint = endpoint;
    this.settings = settings;
    this.host = host;
    this.loop = loop;
  }

  /**
   * Asks at once, and then in the configured interval. Started and stopped by one thread.
   *
   * @param host what the endpoint is asked for
   */
  static UpstreamCheck start(
      String backend,
      UpstreamEndpoint endpoint,
      Backend.Health settings,
      String host,
      EventLoop loop) {
    UpstreamCheck check = new UpstreamCheck(backend, endpoint, settings, host, loop);
    check.schedule =
        loop.scheduleAtFixedRate(
            check::ask, 0, settings.interval().toNanos(), TimeUnit.NANOSECONDS);
    return check;
  }

  void stop() {
    stopped = true;
    Future<?> scheduled = schedule;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }

  private void ask() {
    if (asking) {
      return; // an answer may take longer than the interval
    }
    asking = true;
    Question question = new Question();
    question.deadline.set(settings.timeout(), () -> question.end(false));
    endpoint
        .connector()
        .connect(loop, settings.timeout(), _ -> new Ear(question))
        .addListener((Future<Channel> made) -> question.onConnected(made));
  }

  private void onEnd(boolean good) {
    asking = false;
    if (!stopped && endpoint.standing().onCheck(good, System.nanoTime())) {
      log.atWarn()
          .addKeyValue("backend", backend)
          .addKeyValue("endpoint", endpoint.name())
          .log(good ? "healthy again" : "unhealthy");
    }
  }

  private boolean isGood(HttpResponse response) {
    if (response.decoderResult().isFailure()) {
      return false;
    }
    for (StatusPattern pattern : settings.status()) {
      if (pattern.matches(response.status().code())) {
        return true;
      }
    }
    return false;
  }

  private FullHttpRequest request() {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, settings.path(), Unpooled.EMPTY_BUFFER);
    request
        .headers()
        .set(HttpHeaderNames.HOST, host)
        .set(HttpHeaderNames.USER_AGENT, "crossfade-health")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return request;
  }

  /** One question; ends once. */
  private final class Question {
    private final Timer deadline = new Timer(loop);
    private @Nullable Channel channel;
    private boolean ended;

    void onConnected(Future<Channel> made) {
      if (!made.isSuccess()) {
        end(false);
        return;
      }
      Channel connected = made.getNow();
      channel = connected;
      if (ended) {
        connected.close();
        return;
      }
      connected.writeAndFlush(request(), connected.voidPromise());
      connected.read();
    }

    void end(boolean good) {
      if (ended) {
        return;
      }
      ended = true;
      deadline.clear();
      Channel open = channel;
      if (open != null) {
        open.close();
      }
      onEnd(good);
    }
  }

  /** Hears the answer to a question on one connection. */
  private final class Ear extends ChannelInboundHandlerAdapter {
    private final Question question;

    Ear(Question question) {
      this.question = question;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean interim =
          message instanceof HttpResponse response
              && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (message instanceof HttpResponse response && !interim) {
        question.end(isGood(response));
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (!question.ended) {
        ctx.channel().read();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      question.end(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      question.end(false);
      ctx.channel().close();
    }
  }
}
