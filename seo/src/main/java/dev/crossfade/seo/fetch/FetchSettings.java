package dev.crossfade.seo.fetch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How politely and how patiently is asked. Rate and concurrency are of each host.
 *
 * @param perSecond requests; {@link #UNLIMITED}: as fast as answers come
 * @param timeout of one request, from its beginning to the end of its answer
 * @param retries how often is asked again when nobody answered, or with 429, 502, 503 or 504
 * @param mostBody bytes of a body, without its content coding; what goes beyond is not read
 * @param acceptLanguage null: none is said
 * @param elsewhere where hosts are, instead of where their name says: by name, or by name and port
 */
public record FetchSettings(
    int concurrency,
    double perSecond,
    Duration connectTimeout,
    Duration timeout,
    int retries,
    int mostBody,
    String userAgent,
    @Nullable String acceptLanguage,
    Map<String, InetSocketAddress> elsewhere) {
  public static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /** Polite enough for a site that is somebody else's. */
  public static final FetchSettings POLITE =
      new FetchSettings(
          8,
          10,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          2,
          8 << 20,
          "Crossfade/development",
          null,
          Map.of());

  public FetchSettings {
    check(concurrency >= 1, "concurrency: " + concurrency, "1 or more");
    check(perSecond > 0, "rate: " + perSecond + "/s", "more than none");
    check(timeout.isPositive(), "timeout: " + timeout, "more than none");
    check(retries >= 0, "retries: " + retries, "0 or more");
    check(mostBody >= 1 << 10, "largest body: " + mostBody, "1 KB or more");
    check(isField(userAgent), "user agent: " + userAgent, "printable ASCII");
    check(
        acceptLanguage == null || isField(acceptLanguage),
        "languages: " + acceptLanguage,
        "printable ASCII such as de-AT, de;q=0.8");
    elsewhere = Map.copyOf(elsewhere);
  }

  private static void check(boolean holds, String what, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(what + " (expected: " + expected + ")");
    }
  }

  private static boolean isField(String text) {
    return !text.isBlank() && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  public FetchSettings withMostBody(int bytes) {
    return new FetchSettings(
        concurrency,
        perSecond,
        connectTimeout,
        timeout,
        retries,
        bytes,
        userAgent,
        acceptLanguage,
        elsewhere);
  }
}
