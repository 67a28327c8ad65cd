package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.StatusPattern;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import io.netty.buffer.ByteBuf;
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
  private final Loop loop;
  private @Nullable Future<?> schedule;
  private volatile boolean stopped;
  private boolean asking;

  private UpstreamCheck(
      String backend, UpstreamEndpoint endpoint, Backend.Health settings, String host, Loop loop) {
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
      String backend, UpstreamEndpoint endpoint, Backend.Health settings, String host, Loop loop) {
    UpstreamCheck check = new UpstreamCheck(backend, endpoint, settings, host, loop);
    check.schedule =
        loop.executor()
            .scheduleAtFixedRate(
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
    new Question().begin();
  }

  private void onEnd(@Nullable String wrong) {
    asking = false;
    if (!stopped && endpoint.standing().onCheck(wrong, System.nanoTime())) {
      log.atWarn()
          .addKeyValue("backend", backend)
          .addKeyValue("endpoint", endpoint.name())
          .log(wrong == null ? "healthy again" : "unhealthy: " + wrong);
    }
  }

  private boolean isGood(int status) {
    for (StatusPattern pattern : settings.status()) {
      if (pattern.matches(status)) {
        return true;
      }
    }
    return false;
  }

  /** One question; ends once. */
  private final class Question implements UpstreamUser {
    private final Timer deadline = loop.timer(() -> end("no answer in time"));
    private @Nullable UpstreamLine line;
    private boolean ended;

    void begin() {
      deadline.set(settings.timeout());
      endpoint.connectOnce(loop, settings.timeout(), this::onConnected, () -> end("no connection"));
    }

    private void onConnected(UpstreamLine connected) {
      line = connected;
      connected.lend(this);
      if (ended) {
        connected.giveBack(false);
        return;
      }
      Head head = loop.takeHead();
      head.request("GET", settings.path())
          .add(Name.HOST.text(), host)
          .add(Name.USER_AGENT.text(), "crossfade-health");
      connected.sendHead(head, out -> FieldWriter.copyAll(head, out), 0, false);
      connected.sendEnd(null);
      connected.flush();
      loop.giveBack(head);
    }

    /**
     * @param wrong null: nothing is
     */
    private void end(@Nullable String wrong) {
      if (ended) {
        return;
      }
      ended = true;
      deadline.clear();
      if (line != null) {
        line.giveBack(false);
      }
      onEnd(wrong);
    }

    @Override
    public void onInterim(Head answer) {}

    @Override
    public void onUpgraded(Head answer) {
      end("changed the protocol");
    }

    @Override
    public void onAnswer(Head answer, long length) {
      end(isGood(answer.status()) ? null : "answered " + answer.status());
    }

    @Override
    public void onAnswerBody(ByteBuf in, int length) {
      in.skipBytes(length);
    }

    @Override
    public void onAnswerEnd(@Nullable Head trailers) {
      end("no answer");
    }

    @Override
    public void onAnswerPause() {}

    @Override
    public void onUpstreamWritable() {}

    @Override
    public void onUpstreamGone(Failure failure) {
      end(failure.word());
    }
  }
}
