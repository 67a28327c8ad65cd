package dev.crossfade.proxy;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.RequestKind;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told about one exchange when it is over; told once. On its event loop. */
final class Report implements Outcome {
  /** Who is told with it that the exchange is over, while its request is still there. */
  interface Ending {
    /**
     * The exchange is over.
     *
     * @param failure null: the client has all of its answer
     */
    void onEnd(@Nullable Failure failure);
  }

  private final DataPlane plane;
  private final ClientRequest request;
  private final String protocol;
  private final long atMillis = System.currentTimeMillis();
  private final long start = System.nanoTime();
  private long firstByte = -1;
  private long end;
  private long bytesIn;
  private long bytesOut;
  private int status;
  private int passedOver;
  private boolean sent;
  private @Nullable Decision decision;
  private @Nullable Visitor visitor;
  private @Nullable Attempts attempts;
  private @Nullable Failure error;
  private @Nullable Ending ending;

  Report(DataPlane plane, ClientRequest request, String protocol) {
    this.plane = plane;
    this.request = request;
    this.protocol = protocol;
  }

  void onVisitor(Visitor known) {
    visitor = known;
  }

  void onDecision(Decision decided) {
    decision = decided;
  }

  void onAttempts(Attempts made) {
    attempts = made;
  }

  void endsWith(@Nullable Ending told) {
    ending = told;
  }

  void onFirstByte() {
    if (firstByte < 0) {
      firstByte = System.nanoTime() - start;
    }
  }

  /** In milliseconds since 1970. */
  long atMillis() {
    return atMillis;
  }

  /** By {@link System#nanoTime}. */
  long start() {
    return start;
  }

  void onBytesIn(int count) {
    bytesIn += count;
  }

  void onBytesOut(int count) {
    bytesOut += count;
  }

  void onStatus(int answered) {
    status = answered;
  }

  void onPassedOver(int answered) {
    passedOver = answered;
  }

  /**
   * @param failure null: it went well
   */
  void send(@Nullable Failure failure) {
    if (!sent) {
      sent = true;
      error = failure;
      end = System.nanoTime();
      plane.report(this);
      if (ending != null) {
        ending.onEnd(failure);
      }
    }
  }

  @Override
  public Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }

  @Override
  public String id() {
    return request.id();
  }

  @Override
  public @Nullable String trace() {
    return request.otherTrace();
  }

  @Override
  public InetAddress client() {
    return request.client();
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String host() {
    return request.host();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public String query() {
    return request.query();
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long bytesIn() {
    return bytesIn;
  }

  @Override
  public long bytesOut() {
    return bytesOut;
  }

  @Override
  public long durationNanos() {
    return end - start;
  }

  @Override
  public long firstByteNanos() {
    return firstByte;
  }

  @Override
  public @Nullable Decision decision() {
    return decision;
  }

  @Override
  public @Nullable String country() {
    return visitor == null ? null : visitor.country();
  }

  @Override
  public @Nullable CrawlerClaim crawler() {
    return visitor == null ? null : visitor.crawler();
  }

  @Override
  public Visitor.@Nullable KnownBy knownBy() {
    return visitor == null ? null : visitor.knownBy();
  }

  @Override
  public long visitorKey() {
    return visitor == null ? 0 : visitor.key();
  }

  @Override
  public boolean isNavigation() {
    return visitor != null && visitor.kind() == RequestKind.NAVIGATION;
  }

  @Override
  public int passedOver() {
    return passedOver;
  }

  @Override
  public @Nullable String endpoint() {
    UpstreamEndpoint last = attempts == null ? null : attempts.endpoint();
    return last == null ? null : last.name();
  }

  @Override
  public int retries() {
    return attempts == null ? 0 : attempts.retries();
  }

  @Override
  public @Nullable String userAgent() {
    return request.head().text(Name.USER_AGENT);
  }

  @Override
  public @Nullable String referer() {
    return request.head().text(Name.REFERER);
  }

  @Override
  public @Nullable Failure error() {
    return error;
  }
}
