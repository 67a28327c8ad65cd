package dev.crossfade.deploy.demo;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Visitors and crawlers that use a shop until closed. Visitors arrive at random around the rate
 * asked for, each on a virtual thread of its own; what they do follows a fixed seed. They know one
 * address only: whatever stands there is the shop to them.
 */
public final class DemoTraffic implements AutoCloseable {

  /** Pages by the storefront that served them, as their {@code X-Served-By} says. */
  public record Pages(long legacy, long next) {}

  /**
   * What visitors and crawlers have met so far.
   *
   * @param failures requests without an answer, or with an error that no visitor caused
   * @param checkoutsBroken those that could not go on, as when the cart was gone; the ones neither
   *     completed nor broken are under way or were given up by choice
   */
  public record Counts(
      long requests,
      long failures,
      Pages pagesByStorefront,
      long checkoutsStarted,
      long checkoutsCompleted,
      long checkoutsBroken) {}

  private static final System.Logger LOG = System.getLogger(DemoTraffic.class.getName());

  private static final int MAX_VISITORS = 300;
  private static final long SEED = 7;
  private static final Duration SHORTEST_THOUGHT = Duration.ofMillis(40);
  private static final Duration CRAWL_PAUSE = Duration.ofMillis(100);
  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.6 Safari/605.1.15",
          "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
              + " like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/141.0.0.0 Mobile Safari/537.36");

  private final Catalog catalog;
  private final double visitorsPerSecond;
  private final TrafficTally tally = new TrafficTally();
  private final Semaphore places = new Semaphore(MAX_VISITORS);
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final ExecutorService threads;
  private final TrafficClient client;

  private DemoTraffic(URI gateway, Catalog catalog, double visitorsPerSecond) {
    this.catalog = catalog;
    this.visitorsPerSecond = visitorsPerSecond;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("demo-traffic-", 0).factory());
    this.client = new TrafficClient(gateway, tally);
  }

  /**
   * Lets them in.
   *
   * @param gateway where the shop is reached; only scheme, host and port count
   */
  public static DemoTraffic start(URI gateway, Catalog catalog, double visitorsPerSecond) {
    if (!(visitorsPerSecond > 0 && visitorsPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          "visitorsPerSecond: " + visitorsPerSecond + " (expected: above 0, up to 1000)");
    }
    DemoTraffic traffic =
        new DemoTraffic(
            requireNonNull(gateway, "gateway"),
            requireNonNull(catalog, "catalog"),
            visitorsPerSecond);
    traffic.run(traffic::arrivals);
    traffic.run(traffic.crawler(TrafficCrawler.GOOGLEBOT)::crawl);
    traffic.run(traffic.crawler(TrafficCrawler.BINGBOT)::crawl);
    return traffic;
  }

  public Counts counts() {
    return tally.counts();
  }

  /** Sends everybody home in mid-step; what that cuts short is counted nowhere. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(500, TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "visitors still under way; closing their connections");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  /** A visitor at a time, at exponential intervals; who finds the shop full does not wait. */
  private void arrivals() throws InterruptedException {
    while (true) {
      double seconds = -Math.log(1 - random.nextDouble()) / visitorsPerSecond;
      Thread.sleep(Duration.ofNanos((long) (seconds * 1e9)));
      TrafficVisitor visitor = visitor(random.split());
      if (places.tryAcquire()) {
        run(
            () -> {
              try {
                visitor.visit();
              } finally {
                places.release();
              }
            });
      }
    }
  }

  private TrafficVisitor visitor(SplittableRandom own) {
    String userAgent = BROWSERS.get(own.nextInt(BROWSERS.size()));
    TrafficBrowser browser = new TrafficBrowser(client, userAgent);
    return new TrafficVisitor(browser, catalog, tally, own, SHORTEST_THOUGHT);
  }

  private TrafficCrawler crawler(String userAgent) {
    Random own = new Random(SEED + userAgent.length());
    return new TrafficCrawler(client, userAgent, own, CRAWL_PAUSE);
  }

  /** Something that goes on until it is done or interrupted. */
  private interface Walk {
    void run() throws InterruptedException;
  }

  private void run(Walk walk) {
    threads.execute(
        () -> {
          try {
            walk.run();
          } catch (InterruptedException e) {
            // Closing.
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            if (!threads.isShutdown()) {
              LOG.log(System.Logger.Level.WARNING, "a visit ended early", e);
            }
          }
        });
  }
}
