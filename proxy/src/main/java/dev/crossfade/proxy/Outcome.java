package dev.crossfade.proxy;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.routing.Decision;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Nothing of a visitor's cookies, tokens or credentials is in it. Only
 * for the length of the call that it is handed to; {@link #kept} stays.
 */
public interface Outcome {
  Instant at();

  String id();

  /** The trace that it belongs to; null: it is called as the request is, or there is none. */
  @Nullable String trace();

  InetAddress client();

  String method();

  String host();

  String path();

  String query();

  String protocol();

  /** What the client was answered; 0: nothing, it had gone. */
  int status();

  long bytesIn();

  long bytesOut();

  long durationNanos();

  /** Until the first byte of the backend's answer; −1: there was none. */
  long firstByteNanos();

  /** Null: it was refused before anything was decided. */
  @Nullable Decision decision();

  /** The visitor's country, where it is known. */
  @Nullable String country();

  /** Null: no crawler. */
  @Nullable CrawlerClaim crawler();

  /** How the visitor was told from others; null: nobody was recognised. */
  Visitor.@Nullable KnownBy knownBy();

  /** A hash of the visitor's identity, where one was recognised. */
  long visitorKey();

  /** Whether a browser showed it as a page of its own. */
  boolean isNavigation();

  /** What the storefront answered that the other one's answer was preferred to; 0: nothing. */
  int passedOver();

  /** The endpoint that was asked last. */
  @Nullable String endpoint();

  /** How often the request was sent again. */
  int retries();

  @Nullable String userAgent();

  @Nullable String referer();

  /** Why it went wrong, from a fixed list; null: it did not. */
  @Nullable Failure error();

  /** The same for later. */
  default Outcome kept() {
    return new Kept(
        at(),
        id(),
        trace(),
        client(),
        method(),
        host(),
        path(),
        query(),
        protocol(),
        status(),
        bytesIn(),
        bytesOut(),
        durationNanos(),
        firstByteNanos(),
        decision(),
        country(),
        crawler(),
        knownBy(),
        visitorKey(),
        isNavigation(),
        passedOver(),
        endpoint(),
        retries(),
        userAgent(),
        referer(),
        error());
  }

  /** An outcome that stays. */
  record Kept(
      Instant at,
      String id,
      @Nullable String trace,
      InetAddress client,
      String method,
      String host,
      String path,
      String query,
      String protocol,
      int status,
      long bytesIn,
      long bytesOut,
      long durationNanos,
      long firstByteNanos,
      @Nullable Decision decision,
      @Nullable String country,
      @Nullable CrawlerClaim crawler,
      Visitor.@Nullable KnownBy knownBy,
      long visitorKey,
      boolean isNavigation,
      int passedOver,
      @Nullable String endpoint,
      int retries,
      @Nullable String userAgent,
      @Nullable String referer,
      @Nullable Failure error)
      implements Outcome {
    @Override
    public Outcome kept() {
      return this;
    }
  }
}
