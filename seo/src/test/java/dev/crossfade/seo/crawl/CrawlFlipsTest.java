package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.crawl.CrawlFlips.Flip;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrawlFlipsTest {
  private static final long NOON = 1_795_262_400;
  private static final long HOUR = 3_600;
  private static final long URL = 0x1234_5678_9abc_def0L;

  private final CrawlFlips flips = new CrawlFlips();

  @Test
  void onAnswer_sameStorefrontAgain_isNoFlip() {
    assertThat(flips.onAnswer(URL, true, NOON)).isFalse();
    assertThat(flips.onAnswer(URL, true, NOON + HOUR)).isFalse();
  }

  @Test
  void onAnswer_otherStorefrontWithinADay_isAFlipEachTime() {
    flips.onAnswer(URL, false, NOON);

    assertThat(flips.onAnswer(URL, true, NOON + 23 * HOUR)).isTrue();
    assertThat(flips.onAnswer(URL, false, NOON + 24 * HOUR)).isTrue();
  }

  @Test
  void onAnswer_otherStorefrontAfterADay_isNoFlip() {
    flips.onAnswer(URL, false, NOON);

    assertThat(flips.onAnswer(URL, true, NOON + 24 * HOUR)).isFalse();
  }

  /** What shares a place is forgotten, never taken for the other. */
  @Test
  void onAnswer_anotherUrlAtTheSamePlace_isNoFlip() {
    long neighbour = URL ^ 1L << 60;
    flips.onAnswer(URL, false, NOON);

    assertThat(flips.onAnswer(neighbour, true, NOON)).isFalse();
    assertThat(flips.onAnswer(URL, false, NOON)).isFalse();
  }

  @Test
  void onAnswer_twoMillionUrlsEachByOneStorefront_noFlip() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000_000; i++) {
      long url = random.nextLong();
      assertThat(flips.onAnswer(url, (url & 1 << 25) == 0, NOON + i)).isFalse();
    }
  }

  @Test
  void examples_moreThanAreKept_areTheLatest() {
    for (int i = 0; i < 150; i++) {
      flips.remember(new Flip("/p/" + i, true, "googlebot", NOON));
    }

    assertThat(flips.examples()).hasSize(100);
    assertThat(flips.examples().getLast().url()).isEqualTo("/p/149");
  }

  /** Logs are read in any order, and rotated ones sort with the newest first. */
  @Test
  void onAnswer_otherStorefrontDaysBefore_isNoFlip() {
    flips.onAnswer(URL, true, NOON + 48 * HOUR);

    assertThat(flips.onAnswer(URL, false, NOON)).isFalse();
    assertThat(flips.onAnswer(URL, true, NOON - HOUR)).isTrue();
  }
}
