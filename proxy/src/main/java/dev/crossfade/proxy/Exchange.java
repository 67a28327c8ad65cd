package dev.crossfade.proxy;

import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Backend;
import dev.crossfade.config.model.Limits;
import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Pinned;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, streamed both ways with backpressure. On its client's event loop.
 *
 * <pre>
 *                     ┌─── retry ─────┐
 *                     ▼               │
 *   Deciding ──► Connecting ──► Streaming(line) ── upgraded ──► Tunnel(line) ──► Over
 *       │             │               │
 *       └─────────────┴── failure ────┴──► Over (error page, or cut off if the answer had begun)
 * </pre>
 *
 * Streaming ends when both messages have: the request may end after its answer.
 */
final class Exchange implements UpstreamUser, UpstreamSlots.Borrower {
  private sealed interface State {
    record Deciding() implements State {}

    record Connecting() implements State {}

    record Streaming(UpstreamLine line) implements State {}

    record Tunnel(UpstreamLine line) implements State {}

    record Asking(UpstreamLine line, HeldAnswer held, SecondOpinion other) implements State {}

    record Over() implements State {}
  }

  private static final State DECIDING = new State.Deciding();
  private static final State CONNECTING = new State.Connecting();
  private static final State OVER = new State.Over();
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  /** Who has said the last in a tunnel may have gone altogether; only silence tells. */
  private static final Duration TUNNEL_END = Duration.ofSeconds(10);

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Client client;
  private final Plan plan;
  private final Head head;
  private final long length;
  private final ClientRequest request;
  private final Report report;
  private final Patience patience;
  private final boolean upgrade;
  private State state = DECIDING;

  private Decision.@Nullable Serve decision;
  private @Nullable Attempts attempts;
  private @Nullable Upstream upstream;
  private @Nullable Visitor visitor;
  private @Nullable Copying copying;
  private boolean requestDone;
  private boolean answerBegun;
  private boolean informed;
  private boolean answerHeldBack;

  /** Whether the client has said its last in its tunnel. */
  private boolean tunnelEnding;

  /**
   * @param request the client's; whole until the exchange is over
   * @param length of the request's body; below 0: that will be seen
   * @param nearest who stands there, as far as it is known without the head
   */
  Exchange(Client client, Plan plan, ClientRequest request, long length, Hops nearest) {
    request.begin(nearest, plan.config().trust().proxies());
    this.client = client;
    this.plan = plan;
    this.request = request;
    this.head = request.head();
    this.length = length;
    this.report = new Report(client.plane(), request, client.protocol());
    this.patience = client.patience().begin(limits());
    this.upgrade = WebSocket.isAskedFor(head);
    this.requestDone = length == 0 && !upgrade;
  }

  /**
   * @param refusal why the head is refused; null: it is fine
   */
  void start(@Nullable Failure refusal) {
    if (refusal != null) {
      fail(refusal);
    } else if (Forwarding.isLoop(head)) {
      fail(Failure.LOOP);
    } else if (length > limits().body().bytes()) {
      fail(Failure.BODY_TOO_LARGE);
    } else if (isAboutUs()) {
      sayWhatWeTake();
    } else {
      decide();
    }
  }

  /** RFC 9110 §7.6.2, §9.3.7: what is asked of the server itself, or of whoever is the last hop. */
  private boolean isAboutUs() {
    if (!head.isMethod("OPTIONS")) {
      return false;
    }
    int field = head.find(Name.MAX_FORWARDS);
    return HeadRules.isForServer(head) || (field >= 0 && Forwarding.maxForwards(head, field) == 0);
  }

  private void sayWhatWeTake() {
    Head answer = client.loop().takeHead();
    answer
        .answer(NO_CONTENT, "No Content")
        .add(Name.ALLOW.text(), METHODS)
        .add(Name.X_REQUEST_ID.text(), request.id());
    over(false);
    send(new OwnAnswer(answer, Unpooled.EMPTY_BUFFER), null);
  }

  private void decide() {
    long now = report.atMillis();
    Visitor known = plan.decider().visitors().recognise(request, now);
    visitor = known;
    report.onVisitor(known);
    Preview preview = known.preview();
    if (preview != null && PreviewLink.isOne(preview, head)) {
      Head answer = client.loop().takeHead();
      over(false);
      send(PreviewLink.answer(answer, preview, request, now / 1_000), null);
      return;
    }
    Decision decided = plan.decider().router().decide(known, now);
    report.onDecision(decided);
    switch (decided) {
      case Decision.Serve serve -> connect(serve, known);
      case Decision.Redirect redirect -> redirect(redirect, known);
      case Decision.Gone gone -> gone(gone, known);
      case Decision.Hold hold -> {
        hold.pins().forEach(pinned -> client.plane().pins().onHeld(pinned, known.key()));
        fail(Failure.PIN_HELD);
      }
    }
  }

  private void redirect(Decision.Redirect redirect, Visitor known) {
    plan.decider().router().onRedirect(redirect.entry(), known, report.atMillis());
    Head answer = client.loop().takeHead();
    over(false);
    String identity = redirect.varies() ? freshIdentity(known) : null;
    send(OwnAnswer.redirect(answer, redirect, request.id(), identity), null);
  }

  /** Else somebody new who is sent on to next's page would be somebody else there. */
  private @Nullable String freshIdentity(Visitor known) {
    return AnswerFields.identity(known, plan.config().identity(), request.hops().secure());
  }

  private void gone(Decision.Gone gone, Visitor known) {
    plan.decider().router().onRedirect(gone.entry(), known, report.atMillis());
    Head answer = client.loop().takeHead();
    over(false);
    String accept = head.text(Name.ACCEPT);
    send(ErrorPage.gone(answer, request.id(), accept, gone.varies()), null);
  }

  private void connect(Decision.Serve serve, Visitor known) {
    Upstream chosen = plan.upstream(serve.backend());
    Attempts made = Attempts.at(chosen, head.method(), requestDone, report.start());
    decision = serve;
    upstream = chosen;
    attempts = made;
    report.onAttempts(made);
    if (requestDone) {
      copying = copying(serve, known);
      report.endsWith(copying);
    }
    patience.endsAfter(report.start(), timeouts().total());
    attempt(made);
  }

  /** Who copies the answer; null: nobody. A sample is rarer than a shadow, so it has the choice. */
  private @Nullable Copying copying(Decision.Serve serve, Visitor known) {
    DataPlane plane = client.plane();
    Copying sample = plane.samples().begin(plan, serve, known, request, report);
    return sample == null ? plane.mirror().begin(plan, serve, request, client.loop()) : sample;
  }

  private void attempt(Attempts made) {
    state = CONNECTING;
    made.begin().borrow(client.loop(), this, upgrade);
    if (isWaiting()) {
      patience.await();
    }
  }

  @Override
  public boolean isWaiting() {
    return state instanceof State.Connecting;
  }

  @Override
  public void onNoConnection(Failure failure) {
    Attempts made = attempts;
    if (!isWaiting() || made == null) {
      return;
    }
    if (made.mayFollow(failure, false)) {
      made.end();
      attempt(made);
    } else {
      fail(failure);
    }
  }

  @Override
  public void onConnection(UpstreamLine line) {
    Attempts made = attempts;
    line.lend(this);
    if (!isWaiting() || made == null) {
      line.giveBack(true); // the client went while we connected; nothing was sent
      return;
    }
    made.onSent();
    state = new State.Streaming(line);
    line.sendHead(head, out -> writeRequest(decided(), made.upstream(), out), length, upgrade);
    if (requestDone) {
      line.sendEnd(null);
      patience.await(timeouts().firstByte(), Failure.FIRST_BYTE_TIMEOUT);
    } else if (upgrade) {
      patience.await(timeouts().firstByte(), Failure.FIRST_BYTE_TIMEOUT);
    } else {
      patience.awaitBody(report.bytesIn());
      client.setReading(true); // the body, which often is here already
    }
    line.flush();
  }

  /** The fields of the request as a backend gets them. */
  void writeRequest(Decision.Serve serve, Upstream chosen, FieldSink out) {
    plan.forwarding().toBackend(request, serve, chosen.hostHeader(), out);
  }

  private Decision.Serve decided() {
    Decision.Serve serve = decision;
    if (serve == null) {
      throw new IllegalStateException("no backend has been decided on");
    }
    return serve;
  }

  /** Leaves a line that failed, or an answer that is not wanted, for another attempt. */
  private void retry(UpstreamLine left, Attempts made) {
    patience.clear();
    left.giveBack(false);
    made.end();
    attempt(made);
  }

  /** Takes so many bytes from {@code in}, which stays the caller's. */
  void onRequestBody(ByteBuf in, int bytes) {
    switch (state) {
      case State.Streaming(UpstreamLine line) -> {
        report.onBytesIn(bytes);
        if (report.bytesIn() > limits().body().bytes()) {
          in.skipBytes(bytes);
          fail(Failure.BODY_TOO_LARGE);
        } else {
          line.sendBody(in, bytes);
        }
      }
      case State.Tunnel(UpstreamLine line) -> {
        report.onBytesIn(bytes);
        line.sendBody(in, bytes);
      }
      case State.Deciding _, State.Connecting _, State.Asking _, State.Over _ ->
          in.skipBytes(bytes);
    }
  }

  /** What had arrived of the body is handed over. */
  void onRequestPause() {
    switch (state) {
      case State.Streaming(UpstreamLine line) -> {
        line.flush();
        if (!requestDone) {
          awaitMoreRequest(line);
        }
      }
      case State.Tunnel(UpstreamLine line) -> {
        line.flush();
        patience.await(silence(), Failure.IDLE_TIMEOUT);
        client.setReading(line.isWritable());
      }
      case State.Deciding _, State.Connecting _, State.Asking _, State.Over _ -> {}
    }
  }

  /** Asks the client for more when the backend takes it; whom we wait for has the time. */
  private void awaitMoreRequest(UpstreamLine line) {
    boolean writable = line.isWritable();
    if (writable) {
      patience.awaitBody(report.bytesIn());
    } else {
      patience.restBody(report.bytesIn());
      patience.await(timeouts().idle(), Failure.IDLE_TIMEOUT);
    }
    client.setReading(writable);
  }

  /** All of the request is here, or the client says no more into its tunnel. */
  void onRequestEnd(@Nullable Head trailers) {
    switch (state) {
      case State.Streaming(UpstreamLine line) -> {
        requestDone = true;
        line.sendEnd(trailers);
        line.flush();
        if (answerBegun) {
          patience.await(timeouts().idle(), Failure.IDLE_TIMEOUT);
        } else {
          patience.await(timeouts().firstByte(), Failure.FIRST_BYTE_TIMEOUT);
        }
      }
      case State.Tunnel(UpstreamLine line) -> {
        line.sendEnd(null);
        tunnelEnding = true;
        patience.await(silence(), Failure.IDLE_TIMEOUT);
      }
      case State.Deciding _, State.Connecting _, State.Asking _, State.Over _ -> {}
    }
  }

  /** The body is not what its framing says. */
  void onRequestBroken() {
    fail(Failure.MALFORMED);
  }

  @Override
  public void onUpstreamWritable() {
    switch (state) {
      case State.Streaming(UpstreamLine line) -> {
        if (!requestDone) {
          awaitMoreRequest(line);
        }
      }
      case State.Tunnel _ -> client.setReading(true);
      case State.Deciding _, State.Connecting _, State.Asking _, State.Over _ -> {}
    }
  }

  @Override
  public void onInterim(Head answer) {
    informed = true; // what may come at once says nothing about how soon the answer does
    client.sendInterim(answer, out -> Forwarding.toClient(answer, out));
  }

  @Override
  public void onUpgraded(Head answer) {
    boolean agreed = upgrade && WebSocket.isAgreed(answer);
    boolean proven = !client.isUpgradedBySuccess() || WebSocket.isProven(head, answer);
    if (!(state instanceof State.Streaming(UpstreamLine line)) || !agreed || !proven) {
      fail(Failure.BACKEND_MALFORMED);
      return;
    }
    report.onFirstByte();
    report.onStatus(answer.status());
    answerBegun = true;
    state = new State.Tunnel(line);
    patience.setEndless(true);
    client.sendUpgrade(answer, out -> writeAnswer(answer, out));
    patience.await(timeouts().idle(), Failure.IDLE_TIMEOUT);
    client.setReading(true);
  }

  @Override
  public void onAnswer(Head answer, long said) {
    if (!(state instanceof State.Streaming(UpstreamLine line))) {
      return;
    }
    Attempts made = attempts;
    if (!informed && made != null && made.mayFollow(answer.status())) {
      retry(line, made);
      return;
    }
    if (upgrade && answer.status() < 300 && client.isUpgradedBySuccess()) {
      fail(Failure.BACKEND_MALFORMED); // a page, which the client would take for its tunnel
      return;
    }
    Decision.Serve other = instead(answer.status());
    if (other == null) {
      begin(answer, said);
    } else {
      ask(line, new HeldAnswer(answer, said), other);
    }
  }

  /** Whom to ask before the visitor gets this answer; null: nobody. */
  private Decision.@Nullable Serve instead(int status) {
    return status < 400 || length != 0 || upgrade || informed
        ? null
        : plan.decider().router().instead(decided(), head.method(), status);
  }

  /** Holds an answer back while the other storefront is asked. */
  private void ask(UpstreamLine line, HeldAnswer held, Decision.Serve other) {
    line.setReading(false);
    Upstream chosen = plan.upstream(other.backend());
    SecondOpinion second = new SecondOpinion(this, other, chosen, client.loop(), head);
    state = new State.Asking(line, held, second);
    patience.await();
    second.ask();
  }

  /** The other storefront has what was asked for; the answer is its from here on. */
  void onBetterAnswer(SecondOpinion other, UpstreamLine line, Head answer, long said) {
    if (!(state instanceof State.Asking(UpstreamLine first, HeldAnswer held, SecondOpinion _))) {
      return;
    }
    state = new State.Streaming(line);
    first.giveBack(held.isEnded());
    held.release();
    if (attempts != null) {
      attempts.onAnswer(held.head().status());
      attempts.end();
    }
    decision = other.serve();
    upstream = other.upstream();
    attempts = other.attempts();
    report.onPassedOver(held.head().status());
    report.onDecision(other.serve());
    report.onAttempts(other.attempts());
    begin(answer, said);
  }

  /** The other storefront has nothing better: the visitor gets the first answer. */
  void onNoBetterAnswer() {
    if (state instanceof State.Asking(UpstreamLine line, HeldAnswer held, SecondOpinion _)) {
      state = new State.Streaming(line);
      begin(held.head(), held.said());
      held.tellRest(this);
      onAnswerPause();
    }
  }

  private void begin(Head answer, long said) {
    report.onFirstByte();
    report.onStatus(answer.status());
    answerBegun = true;
    onDecided(answer);
    boolean endless = isEventStream(answer);
    patience.setEndless(endless);
    if (copying != null) {
      copying.onAnswer(decided(), answer, endless ? Long.MAX_VALUE : said);
    }
    boolean bodiless =
        head.isMethod("HEAD") || answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED;
    client.sendHead(answer, out -> writeAnswer(answer, out), said, bodiless);
  }

  /** The storefront has answered what was decided: its page is remembered, its pins are counted. */
  private void onDecided(Head answer) {
    Decision.Serve serve = decision;
    Visitor known = visitor;
    if (serve != null && known != null) {
      int status = answer.status();
      plan.decider().router().onAnswer(known, serve.backend(), status, report.atMillis());
      for (Pinned pinned : serve.pins()) {
        client.plane().pins().onAnswer(pinned, request, status, known.key());
      }
      plan.sessions().onAnswer(serve, request, known.key(), answer, client.plane().sessions());
    }
  }

  /** Server-sent events go on for as long as somebody listens; silence ends them, not their age. */
  private static boolean isEventStream(Head answer) {
    int type = answer.find(Name.CONTENT_TYPE);
    return type >= 0 && answer.startsValue(type, "text/event-stream");
  }

  /** The fields of an answer, and what the gateway adds to them. */
  private void writeAnswer(Head answer, FieldSink out) {
    Decision.Serve serve = decision;
    Visitor known = visitor;
    if (serve == null || known == null) {
      throw new IllegalStateException("an answer to nothing that was decided");
    }
    AnswerFields.write(answer, request, known, serve, plan.config(), out);
  }

  @Override
  public void onAnswerBody(ByteBuf in, int length) {
    if (state instanceof State.Asking(UpstreamLine _, HeldAnswer held, SecondOpinion _)) {
      held.onBody(in, length);
      return;
    }
    UpstreamLine line = line();
    if (line == null) {
      in.skipBytes(length);
      return;
    }
    report.onBytesOut(length);
    if (copying != null) {
      copying.onAnswerBody(in, length);
    }
    client.sendBody(in, length);
    if (!answerHeldBack && !client.isWritable()) {
      answerHeldBack = true; // at once: one turn may bring many parts
      line.setReading(false);
    }
  }

  @Override
  public void onAnswerPause() {
    UpstreamLine line = line();
    if (line == null) {
      return;
    }
    client.flush();
    boolean writable = client.isWritable();
    if (answerBegun && writable) {
      patience.await(silence(), Failure.IDLE_TIMEOUT);
    } else if (answerBegun) {
      patience.awaitReader(taken(), timeouts().idle());
    }
    answerHeldBack = !writable;
    line.setReading(writable);
  }

  void onClientWritable() {
    UpstreamLine line = line();
    if (answerHeldBack && line != null) {
      answerHeldBack = false;
      patience.restReader(taken());
      patience.await(silence(), Failure.IDLE_TIMEOUT);
      line.setReading(true);
    }
  }

  /** How long nobody needs to say anything. */
  private Duration silence() {
    Duration idle = timeouts().idle();
    return tunnelEnding && TUNNEL_END.compareTo(idle) < 0 ? TUNNEL_END : idle;
  }

  private long taken() {
    return report.bytesOut() - client.unsent();
  }

  private @Nullable UpstreamLine line() {
    return switch (state) {
      case State.Streaming(UpstreamLine line) -> line;
      case State.Tunnel(UpstreamLine line) -> line;
      case State.Deciding _, State.Connecting _, State.Asking _, State.Over _ -> null;
    };
  }

  @Override
  public void onAnswerEnd(@Nullable Head trailers) {
    if (state instanceof State.Asking(UpstreamLine _, HeldAnswer held, SecondOpinion _)) {
      held.onEnd(trailers);
      return;
    }
    if (attempts != null) {
      attempts.onAnswer(report.status());
    }
    over(requestDone);
    client.sendEnd(trailers);
  }

  /** The last of the answer is written, or could not be. */
  void onWritten(boolean success) {
    report.send(success ? null : Failure.CLIENT_GONE);
  }

  @Override
  public void onUpstreamGone(Failure failure) {
    switch (state) {
      case State.Tunnel _ -> {
        over(false);
        client.sendEnd(null);
      }
      case State.Asking(UpstreamLine _, HeldAnswer held, SecondOpinion _) -> held.onGone(failure);
      case State.Streaming(UpstreamLine line) -> {
        Attempts made = attempts;
        if (!answerBegun && !informed && made != null && made.mayFollow(failure, line.isReused())) {
          retry(line, made);
        } else {
          fail(failure);
        }
      }
      case State.Deciding _, State.Connecting _, State.Over _ -> {}
    }
  }

  void onClientGone() {
    boolean tunnelled = state instanceof State.Tunnel;
    if (!(state instanceof State.Over)) {
      over(false);
    }
    report.send(tunnelled ? null : Failure.CLIENT_GONE);
  }

  boolean isOver() {
    return state instanceof State.Over;
  }

  /** The timer has expired; when we need it no more, it is the client's. */
  void onLate() {
    switch (state) {
      case State.Tunnel _ -> {
        over(false);
        report.send(Failure.TUNNEL_IDLE);
        client.cut();
      }
      case State.Over _ -> {
        report.send(Failure.CLIENT_STALLED);
        client.cut();
      }
      case State.Asking(UpstreamLine _, HeldAnswer _, SecondOpinion other) -> {
        other.cancel();
        onNoBetterAnswer();
      }
      case State.Deciding _, State.Connecting _, State.Streaming _ -> {
        if (answerHeldBack && patience.isStillReading(taken())) {
          patience.awaitReader(taken(), timeouts().idle());
        } else {
          fail(patience.lateness());
        }
      }
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
    if (answerBegun) {
      report.send(failure);
      client.cut();
      return;
    }
    report.onStatus(failure.status());
    Head page = client.loop().takeHead();
    send(ErrorPage.of(page, failure, request.id(), head.text(Name.ACCEPT)), failure);
  }

  private void send(OwnAnswer own, @Nullable Failure failure) {
    Head answer = own.head();
    report.onStatus(answer.status());
    boolean bodiless = head.isMethod("HEAD") || answer.status() == NO_CONTENT;
    long said = own.body().readableBytes();
    client.sendHead(answer, out -> FieldWriter.copyAll(answer, out), said, bodiless);
    client.loop().giveBack(answer);
    if (!bodiless) {
      client.sendBody(own.body(), own.body().readableBytes());
    }
    own.body().release();
    report.send(failure);
    client.sendEnd(null);
  }

  private void over(boolean clean) {
    patience.clear();
    State before = state;
    state = OVER;
    switch (before) {
      case State.Streaming(UpstreamLine line) -> line.giveBack(clean);
      case State.Tunnel(UpstreamLine line) -> line.endTunnel();
      case State.Asking(UpstreamLine line, HeldAnswer held, SecondOpinion other) -> {
        other.cancel();
        held.release();
        line.giveBack(held.isEnded());
      }
      case State.Deciding _, State.Connecting _, State.Over _ -> {}
    }
    if (attempts != null) {
      attempts.end();
    }
  }

  private Limits limits() {
    return plan.config().limits();
  }

  private Backend.Timeouts timeouts() {
    Upstream chosen = upstream;
    if (chosen == null) {
      throw new IllegalStateException("no backend has been decided on");
    }
    return chosen.backend().timeouts();
  }
}
