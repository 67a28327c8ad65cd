package dev.crossfade.seo.fetch;

import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.url.WebUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks over the network. A host is asked so often a second and so often at once as the settings
 * say; again, after a while, when it did not answer or is overloaded; and not before it said that
 * it wants to be.
 */
public final class Fetcher implements Fetching, AutoCloseable {
  /** Whoever wants to be asked later than that is not waited for. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  private final FetchSettings settings;
  private final Waiting time;
  private final Supplier<Instant> now;
  private final Hosts hosts;
  private final Wire wire;

  /** With another time, and other authorities than the JDK's to trust; null: those. */
  Fetcher(FetchSettings settings, Waiting time, Supplier<Instant> now, @Nullable SSLContext trust) {
    this.settings = settings;
    this.time = time;
    this.now = now;
    this.hosts = new Hosts(settings, time);
    this.wire = new Wire(settings, trust);
  }

  public static Fetcher open(FetchSettings settings) {
    return new Fetcher(settings, Waiting.REAL, Instant::now, null);
  }

  @Override
  public Fetched get(WebUrl url) throws InterruptedException {
    return get(url, settings.mostBody());
  }

  /** The same, where only status and fields matter: bodies are empty, and not read to their end. */
  public Fetching heads() {
    return url -> get(url, 0);
  }

  /** The same for answers that may be larger, or must be smaller, than the settings say. */
  public Fetching upTo(int mostBody) {
    return url -> get(url, mostBody);
  }

  /** A host asked for so long between two requests, as a crawl delay does. */
  public void slow(WebUrl site, Duration between) {
    hosts.of(site).pace().slow(between.toNanos());
  }

  private Fetched get(WebUrl url, int mostBody) throws InterruptedException {
    Hosts.Host host = hosts.of(url);
    Semaphore atOnce = host.atOnce();
    for (int attempt = 0; ; attempt++) {
      Fetched fetched;
      atOnce.acquire();
      try {
        host.pace().await();
        fetched = wire.ask(url, mostBody);
      } finally {
        atOnce.release();
      }
      long pause = attempt < settings.retries() ? pause(fetched, attempt) : -1;
      if (pause < 0) {
        return fetched;
      }
      if (fetched instanceof Answered) {
        host.pace().hold(pause); // it is the host that is overloaded, and not this page
      }
      time.sleep(pause);
    }
  }

  /** How long to wait before the next attempt; below 0: there is none. */
  private long pause(Fetched fetched, int attempt) {
    long backoff = FIRST_PAUSE << Math.min(attempt, 10);
    return switch (fetched) {
      case Failed failed -> isPassing(failed.cause()) ? backoff : -1;
      case Answered(Answer answer) ->
          switch (answer.status()) {
            case 429, 502, 503, 504 -> pause(answer, backoff);
            default -> -1;
          };
    };
  }

  private long pause(Answer answer, long backoff) {
    String wanted = answer.fields().first("retry-after");
    if (wanted == null) {
      return backoff;
    }
    Duration after = RetryAfter.parse(wanted, now.get());
    if (after == null) {
      return backoff;
    }
    return after.compareTo(LONGEST_PAUSE) > 0 ? -1 : Math.max(backoff, after.toNanos());
  }

  private static boolean isPassing(Cause cause) {
    return switch (cause) {
      case CONNECT, TIMEOUT -> true;
      case NAME, TLS, PROTOCOL, TOO_LARGE -> false;
    };
  }

  @Override
  public void close() {
    wire.close();
  }
}
