package dev.crossfade.proxy;

import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Backend;
import dev.crossfade.config.model.Limits;
import dev.crossfade.routing.Decision;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, streamed both ways with backpressure. On its client's event loop.
 *
 * <pre>
 *                     ┌─── retry ─────┐
 *                     ▼               │
 *   Deciding ──► Connecting ──► Streaming(upstream) ──► Over
 *       │             │               │
 *       └─────────────┴── failure ────┴──► Over (error page, or cut off if the answer had begun)
 * </pre>
 *
 * Streaming ends when both messages have: the request may end after its answer.
 */
final class Exchange implements UpstreamConnection.User {
  private sealed interface State {
    record Deciding() implements State {}

    record Connecting() implements State {}

    record Streaming(UpstreamConnection upstream) implements State {}

    record Over() implements State {}
  }

  private static final State CONNECTING = new State.Connecting();
  private static final State OVER = new State.Over();

  private final Client client;
  private final Channel channel;
  private final Plan plan;
  private final HttpRequest request;
  private final InetAddress peer;
  private final Hops hops;
  private final ClientHead head;
  private final String id;
  private final Report report;
  private final Timer patience;
  private final Timer whole;
  private State state = new State.Deciding();
  private Decision.@Nullable Serve decision;
  private @Nullable Attempts attempts;
  private @Nullable String newIdentity;
  private boolean requestDone;
  private boolean responseBegun;
  private boolean endsWithConnection;
  private boolean informational;
  private boolean informed;
  private boolean keepClient;
  private boolean keepUpstream;
  private boolean readWanted;

  Exchange(Client client, Plan plan, HttpRequest request, InetAddress peer, boolean tls) {
    this.client = client;
    this.channel = client.channel();
    this.plan = plan;
    this.request = request;
    this.peer = peer;
    this.hops = Hops.of(request.headers(), peer, tls, plan.config().trust().proxies());
    this.head = new ClientHead(request, hops);
    this.id = id(request, hops);
    this.report = new Report();
    this.patience = new Timer(channel.eventLoop());
    this.whole = new Timer(channel.eventLoop());
  }

  /** A trusted hop may have named the request already. */
  private static String id(HttpRequest request, Hops hops) {
    String told = hops.trusted() ? request.headers().get("x-request-id") : null;
    if (told != null && isPlain(told)) {
      return told;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** It is written into pages, headers and logs, so it is letters, digits and a little more. */
  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && "-_.:=+/".indexOf(c) < 0) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= 128;
  }

  /**
   * @param refusal why the head is refused; null: it is fine
   */
  void start(@Nullable Failure refusal) {
    if (refusal != null) {
      fail(refusal);
      return;
    }
    if (HttpUtil.getContentLength(request, 0L) > limits().body().bytes()) {
      fail(Failure.BODY_TOO_LARGE);
      return;
    }
    Visitor visitor = plan.identities().recognise(head);
    newIdentity = visitor.newIdentity();
    switch (plan.router().decide(head, visitor)) {
      case Decision.Serve serve -> connect(serve);
    }
  }

  private void connect(Decision.Serve serve) {
    decision = serve;
    Attempts made = Attempts.at(request, plan.upstream(serve.backend()));
    attempts = made;
    whole.set(timeouts().total(), () -> fail(Failure.TOTAL_TIMEOUT));
    attempt(made, serve);
  }

  private void attempt(Attempts made, Decision.Serve serve) {
    state = CONNECTING;
    made.begin().borrow(channel.eventLoop(), new Attempt(made, serve));
  }

  /** Waits for the connection of one attempt. */
  private final class Attempt implements UpstreamSlots.Borrower {
    private final Attempts all;
    private final Decision.Serve serve;

    Attempt(Attempts all, Decision.Serve serve) {
      this.all = all;
      this.serve = serve;
    }

    @Override
    public boolean isWaiting() {
      return state instanceof State.Connecting;
    }

    @Override
    public void onNoConnection(Failure failure) {
      if (!isWaiting()) {
        return;
      }
      if (all.mayFollow(failure, false)) {
        all.end();
        attempt(all, serve);
      } else {
        fail(failure);
      }
    }

    @Override
    public void onConnection(UpstreamConnection upstream) {
      upstream.lend(Exchange.this);
      if (isWaiting()) {
        all.onSent();
        onConnected(upstream, serve, all.upstream().hostHeader());
      } else {
        upstream.giveBack(true); // the client went while we connected; nothing was sent
      }
    }
  }

  private void onConnected(UpstreamConnection upstream, Decision.Serve serve, String host) {
    state = new State.Streaming(upstream);
    upstream.write(Forwarding.toBackend(request, hops, peer.getHostAddress(), id, serve, host));
    if (requestDone) {
      upstream.write(LastHttpContent.EMPTY_LAST_CONTENT); // again: a retried request has no body
      patience.set(timeouts().firstByte(), () -> fail(Failure.FIRST_BYTE_TIMEOUT));
    } else {
      patience.set(limits().timeouts().body(), () -> fail(Failure.BODY_TIMEOUT));
      client.read(); // the body, or its end, which often is here already
    }
    upstream.flush();
    upstream.read();
  }

  /** Leaves a connection that failed, or an answer that is not wanted, for another attempt. */
  private void retry(UpstreamConnection left) {
    Attempts made = attempts;
    Decision.Serve serve = decision;
    if (made == null || serve == null) {
      throw new IllegalStateException("nothing was attempted");
    }
    patience.clear();
    left.giveBack(false);
    made.end();
    attempt(made, serve);
  }

  /** Whether the client has sent all of it. */
  boolean isRequestDone() {
    return requestDone;
  }

  /** Takes ownership of {@code content}. */
  void onRequestContent(HttpContent content) {
    report.bytesIn += content.content().readableBytes();
    if (!(state instanceof State.Streaming streaming)) {
      if (state instanceof State.Connecting && content instanceof LastHttpContent) {
        requestDone = true; // a retry connects, so the request has no body
        client.read(); // so that we learn when the client goes
      }
      content.release();
      return;
    }
    if (content.decoderResult().isFailure() || report.bytesIn > limits().body().bytes()) {
      boolean tooLarge = content.decoderResult().isSuccess();
      content.release();
      fail(tooLarge ? Failure.BODY_TOO_LARGE : Failure.MALFORMED);
      return;
    }
    requestDone = content instanceof LastHttpContent;
    if (content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty()) {
      last.trailingHeaders().clear(); // nothing says that the backend expects any
    }
    streaming.upstream().write(content);
    streaming.upstream().flush();
    if (requestDone) {
      if (responseBegun) {
        patience.set(timeouts().idle(), () -> fail(Failure.IDLE_TIMEOUT));
      } else {
        patience.set(timeouts().firstByte(), () -> fail(Failure.FIRST_BYTE_TIMEOUT));
      }
      client.read(); // so that we learn when the client goes
    } else {
      awaitMoreRequest(streaming.upstream());
    }
  }

  /** Asks the client for more when the backend takes it; whom we wait for has the time. */
  private void awaitMoreRequest(UpstreamConnection upstream) {
    if (upstream.isWritable()) {
      patience.set(limits().timeouts().body(), () -> fail(Failure.BODY_TIMEOUT));
      client.read();
    } else {
      patience.set(timeouts().idle(), () -> fail(Failure.IDLE_TIMEOUT));
    }
  }

  @Override
  public void onUpstreamWritable() {
    if (!requestDone && state instanceof State.Streaming streaming) {
      awaitMoreRequest(streaming.upstream());
    }
  }

  @Override
  public void onResponse(HttpResponse response) {
    informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (!informational && !informed && isRetried(response.status().code())) {
      return;
    }
    report.onFirstByte();
    if (informational) {
      relayInformational(response);
      return;
    }
    boolean bodiless =
        request.method().equals(HttpMethod.HEAD)
            || response.status().code() == 204
            || response.status().code() == 304;
    boolean chunked = HttpUtil.isTransferEncodingChunked(response);
    if (chunked && response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      fail(Failure.BACKEND_MALFORMED);
      return;
    }
    boolean framed = bodiless || chunked || HttpUtil.isContentLengthSet(response);
    keepUpstream = framed && HttpUtil.isKeepAlive(response);
    responseBegun = true;
    report.status = response.status().code();
    HttpResponse answer = Forwarding.toClient(response);
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    boolean sized = bodiless || HttpUtil.isContentLengthSet(answer);
    keepClient =
        requestDone && HttpUtil.isKeepAlive(request) && client.mayKeep() && (sized || !old);
    endsWithConnection = !sized && old;
    if (!sized && !old) {
      answer.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (!keepClient) {
      answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (old) {
      answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    mark(answer);
    channel.write(answer, channel.voidPromise());
  }

  private boolean isRetried(int status) {
    boolean retried =
        state instanceof State.Streaming && attempts != null && attempts.mayFollow(status);
    if (retried && state instanceof State.Streaming streaming) {
      retry(streaming.upstream());
    }
    return retried;
  }

  private void relayInformational(HttpResponse response) {
    informed = true;
    if (response.status().code() == 101) {
      fail(Failure.BACKEND_MALFORMED); // no upgrade was asked for
    } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      channel.write(Forwarding.toClient(response), channel.voidPromise());
      channel.write(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    }
  }

  /** What the gateway adds to an answer. */
  private void mark(HttpResponse answer) {
    Decision.Serve serve = decision;
    if (newIdentity != null) {
      var identity = plan.config().identity();
      String cookie =
          identity.cookie()
              + "="
              + newIdentity
              + "; Max-Age="
              + identity.maxAge().toSeconds()
              + "; Path=/; HttpOnly; SameSite=Lax"
              + (hops.secure() ? "; Secure" : "");
      answer.headers().add(HttpHeaderNames.SET_COOKIE, cookie);
    }
    if (serve != null && plan.config().telemetry().debugHeader()) {
      String unit = serve.unit() == null ? "-" : serve.unit();
      answer
          .headers()
          .set(
              "x-crossfade",
              "unit=" + unit + "; served=" + serve.backend() + "; reason=" + serve.reason().word());
    }
  }

  @Override
  public void onResponseContent(HttpContent content) {
    if (!(state instanceof State.Streaming)) {
      content.release();
    } else if (informational) {
      content.release();
      informational = false;
    } else {
      report.bytesOut += content.content().readableBytes();
      if (content instanceof LastHttpContent last) {
        finish(last);
      } else {
        channel.write(content, channel.voidPromise());
      }
    }
  }

  @Override
  public void onResponseReadComplete() {
    if (!(state instanceof State.Streaming streaming)) {
      return;
    }
    channel.flush();
    if (responseBegun) {
      patience.set(timeouts().idle(), () -> fail(Failure.IDLE_TIMEOUT));
    }
    if (channel.isWritable()) {
      streaming.upstream().read();
    } else {
      readWanted = true;
    }
  }

  void onClientWritable() {
    if (readWanted && state instanceof State.Streaming streaming) {
      readWanted = false;
      patience.set(timeouts().idle(), () -> fail(Failure.IDLE_TIMEOUT));
      streaming.upstream().read();
    }
  }

  private void finish(LastHttpContent last) {
    boolean keep = keepClient;
    if (attempts != null) {
      attempts.onAnswer(report.status);
    }
    over(keepUpstream && requestDone);
    channel
        .writeAndFlush(last)
        .addListener(
            (ChannelFutureListener)
                written -> {
                  report.send(written.isSuccess() ? null : Failure.CLIENT_GONE);
                  client.onAnswered(keep && written.isSuccess());
                });
  }

  @Override
  public void onUpstreamGone(Failure failure) {
    if (!responseBegun
        && !informed
        && state instanceof State.Streaming streaming
        && attempts != null
        && attempts.mayFollow(failure, streaming.upstream().isReused())) {
      retry(streaming.upstream());
    } else {
      fail(failure); // the codec ends a close-delimited body by itself; this one was cut short
    }
  }

  void onClientGone() {
    if (!(state instanceof State.Over)) {
      over(false);
      report.send(Failure.CLIENT_GONE);
    }
  }

  /** Ends with an error page, or where the answer had begun, by cutting it off. */
  private void fail(Failure failure) {
    if (state instanceof State.Over) {
      return;
    }
    if (attempts != null) {
      attempts.onFailure(failure);
    }
    over(false);
    if (responseBegun) {
      report.send(failure);
      if (endsWithConnection) {
        client.reset();
      } else {
        client.close();
      }
      return;
    }
    report.status = failure.status().code();
    report.send(failure);
    client.refuse(
        failure, id, request, requestDone && HttpUtil.isKeepAlive(request) && client.mayKeep());
  }

  private void over(boolean clean) {
    patience.clear();
    whole.clear();
    State before = state;
    state = OVER;
    if (before instanceof State.Streaming streaming) {
      streaming.upstream().giveBack(clean);
    }
    if (attempts != null) {
      attempts.end();
    }
  }

  private Limits limits() {
    return plan.config().limits();
  }

  private Backend.Timeouts timeouts() {
    Decision.Serve serve = decision;
    if (serve == null) {
      throw new IllegalStateException("no backend has been decided on");
    }
    return plan.upstream(serve.backend()).backend().timeouts();
  }

  /** What is told about the exchange when it is over. */
  private final class Report {
    private final java.time.Instant at = java.time.Instant.now();
    private final long start = System.nanoTime();
    private long firstByte = -1;
    private long bytesIn;
    private long bytesOut;
    private int status;

    void onFirstByte() {
      if (firstByte < 0) {
        firstByte = System.nanoTime() - start;
      }
    }

    void send(@Nullable Failure failure) {
      Attempts made = attempts;
      UpstreamEndpoint last = made == null ? null : made.endpoint();
      client
          .plane()
          .report(
              new Outcome(
                  at,
                  id,
                  head.client(),
                  head.method(),
                  head.host(),
                  head.path(),
                  head.query(),
                  client.protocol(request),
                  status,
                  bytesIn,
                  bytesOut,
                  System.nanoTime() - start,
                  firstByte,
                  decision,
                  last == null ? null : last.name(),
                  made == null ? 0 : made.retries(),
                  head.header("user-agent"),
                  head.header("referer"),
                  failure));
    }
  }
}
