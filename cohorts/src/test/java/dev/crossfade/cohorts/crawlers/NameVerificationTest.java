package dev.crossfade.cohorts.crawlers;

import static dev.crossfade.cohorts.CrawlerClaim.Standing.CLAIMED;
import static dev.crossfade.cohorts.CrawlerClaim.Standing.DISPROVED;
import static dev.crossfade.cohorts.CrawlerClaim.Standing.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.cohorts.CrawlerClaim;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameVerificationTest {
  private static final KnownCrawler GOOGLEBOT = KnownCrawlers.all().getFirst();
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("66.249.66.1");
  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Names names = new Names();
  private final AtomicLong now = new AtomicLong();
  private final NameVerification verification =
      new NameVerification(names, REMEMBERED, PATIENCE, now::get);

  /** Names and addresses as the test says; counts who asks. */
  private static final class Names implements NameService {
    final Map<InetAddress, List<String>> reverse = new ConcurrentHashMap<>();
    final Map<String, List<InetAddress>> forward = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean broken;

    Names has(String name, String address) {
      reverse.put(ADDRESS, List.of(name));
      forward.put(name, List.of(InetAddress.ofLiteral(address)));
      return this;
    }

    @Override
    public List<String> namesOf(InetAddress address) throws IOException {
      asked.incrementAndGet();
      if (broken) {
        throw new IOException("nobody answers");
      }
      return reverse.getOrDefault(address, List.of());
    }

    @Override
    public List<InetAddress> addressesOf(String name) {
      return forward.getOrDefault(name, List.of());
    }
  }

  private CrawlerClaim.Standing standing() {
    return verification.standing(GOOGLEBOT, ADDRESS);
  }

  private void awaitStanding(CrawlerClaim.Standing expected) {
    await().until(() -> standing() == expected);
  }

  /** Waits until whoever asks is done, however it went. */
  private void awaitAnswer(int asked) {
    await().until(() -> names.asked.get() == asked && verification.isIdle());
  }

  @Test
  void standing_beforeTheAnswer_isClaimed() {
    names.has("crawl-1.googlebot.com", "66.249.66.1");

    assertThat(standing()).isEqualTo(CLAIMED);
    awaitStanding(VERIFIED);
  }

  @ParameterizedTest(name = "{0} with address {1}: {2}")
  @CsvSource({
    "crawl-1.googlebot.com, 66.249.66.1, VERIFIED",
    "Crawl-1.GoogleBot.COM, 66.249.66.1, DISPROVED", // no such name in the other direction here
    "geo.crawl.googlebot.com, 66.249.66.1, VERIFIED",
    "rate-limited-proxy.google.com, 66.249.66.1, VERIFIED",
    "crawl-1.googlebot.com, 192.0.2.1, DISPROVED",
    "googlebot.com, 66.249.66.1, DISPROVED",
    "crawl.googlebot.com.evil.example, 66.249.66.1, DISPROVED",
    "evilgooglebot.com, 66.249.66.1, DISPROVED",
    "1.bc.googleusercontent.com, 66.249.66.1, DISPROVED",
    "a/b.googlebot.com, 66.249.66.1, DISPROVED",
    "a b.googlebot.com, 66.249.66.1, DISPROVED"
  })
  void standing_name_isVerifiedOnlyBothWays(
      String name, String address, CrawlerClaim.Standing expected) {
    names.has(name, address);

    standing();
    awaitStanding(expected);
  }

  @Test
  void standing_nameWithItsLastDot_isVerified() {
    names.reverse.put(ADDRESS, List.of("CRAWL-1.googlebot.com."));
    names.forward.put("crawl-1.googlebot.com", List.of(ADDRESS));

    standing();
    awaitStanding(VERIFIED);
  }

  @Test
  void standing_noName_isDisproved() {
    standing();
    awaitStanding(DISPROVED);
  }

  @Test
  void standing_known_isNotAskedAgainUntilItIsStale() {
    names.has("crawl-1.googlebot.com", "66.249.66.1");
    standing();
    awaitStanding(VERIFIED);

    now.addAndGet(REMEMBERED.toNanos() - 1);
    assertThat(standing()).isEqualTo(VERIFIED);
    assertThat(names.asked).hasValue(1);

    now.addAndGet(1);
    assertThat(standing()).as("while it is asked again").isEqualTo(VERIFIED);
    awaitAnswer(2);
    assertThat(standing()).isEqualTo(VERIFIED);
  }

  @Test
  void standing_disproved_isAskedAgainAfterAnHour() {
    standing();
    awaitStanding(DISPROVED);
    names.has("crawl-1.googlebot.com", "66.249.66.1");

    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(standing()).isEqualTo(DISPROVED);
    awaitStanding(VERIFIED);
  }

  @Test
  void standing_nobodyAnswers_staysClaimedAndIsAskedAgainAfterAMinute() {
    names.broken = true;
    standing();
    awaitAnswer(1);
    assertThat(standing()).isEqualTo(CLAIMED);
    assertThat(names.asked).hasValue(1);

    names.broken = false;
    names.has("crawl-1.googlebot.com", "66.249.66.1");
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    standing();
    awaitStanding(VERIFIED);
  }

  @Test
  void standing_nobodyAnswersAnyMore_staysVerified() {
    names.has("crawl-1.googlebot.com", "66.249.66.1");
    standing();
    awaitStanding(VERIFIED);
    names.broken = true;

    now.addAndGet(REMEMBERED.toNanos());
    standing();
    awaitAnswer(2);
    assertThat(standing()).isEqualTo(VERIFIED);
  }

  /** A name server that takes its time must not keep more than so many waiting. */
  @Test
  void standing_manyAtOnce_dropsAndCountsThoseBeyond() {
    CountDownLatch answer = new CountDownLatch(1);
    NameVerification slow = new NameVerification(waiting(answer), REMEMBERED, PATIENCE, now::get);
    for (int i = 0; i < 100; i++) {
      InetAddress address = InetAddress.ofLiteral("192.0.2." + i);
      assertThat(slow.standing(GOOGLEBOT, address)).isEqualTo(CLAIMED);
      assertThat(slow.standing(GOOGLEBOT, address)).isEqualTo(CLAIMED);
    }
    assertThat(slow.dropped()).isEqualTo(2 * (100 - 64));

    answer.countDown();
    await().until(slow::isIdle);
    await().until(() -> slow.standing(GOOGLEBOT, InetAddress.ofLiteral("192.0.2.99")) == DISPROVED);
  }

  @Test
  void standing_noAnswerInTime_staysClaimed() {
    CountDownLatch answer = new CountDownLatch(1);
    NameVerification slow =
        new NameVerification(waiting(answer), REMEMBERED, Duration.ofMillis(20), now::get);

    slow.standing(GOOGLEBOT, ADDRESS);
    await().until(slow::isIdle);
    answer.countDown();
    assertThat(slow.standing(GOOGLEBOT, ADDRESS)).isEqualTo(CLAIMED);
  }

  private static NameService waiting(CountDownLatch answer) {
    return new NameService() {
      @Override
      public List<String> namesOf(InetAddress address) throws IOException {
        try {
          answer.await();
        } catch (InterruptedException e) {
          throw new IOException("interrupted", e);
        }
        return List.of();
      }

      @Override
      public List<InetAddress> addressesOf(String name) {
        return List.of();
      }
    };
  }
}
