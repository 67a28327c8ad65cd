package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlMonitorTest {
  private static final long HOUR = 500_000;

  @TempDir Path folder;

  private final Hands clock = new Hands();
  private final List<CrawlAlarm> told = new ArrayList<>();
  private boolean broken;
  private CrawlMonitor monitor = monitor();

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.ofEpochSecond(HOUR * 3_600 + 60);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private CrawlMonitor monitor() {
    return new CrawlMonitor(this::open, told::add, clock);
  }

  private CrawlLedger open() throws StoreException {
    if (broken) {
      throw new StoreException("crawl.db: the disk is full");
    }
    return SqlLedger.open(folder.resolve("crawl.db"));
  }

  private void hit(int status, int times) {
    for (int i = 0; i < times; i++) {
      monitor.onHit(new CrawlKind(HOUR, "googlebot", Standing.VERIFIED, "next", status, "product"));
    }
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      monitor.turn();
    }
  }

  private long hits() {
    return monitor.past(24).counts().values().stream().mapToLong(Long::longValue).sum();
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void turn_hits_areThereAfterARestart() {
    hit(200, 3);
    turns(2);
    assertThat(hits()).isEqualTo(3);
    hit(200, 2);
    monitor.close();
    monitor = monitor();
    monitor.turn();
    assertThat(hits()).isEqualTo(5);
  }

  @Test
  void turn_storeThatFails_keepsAllInMemoryAndWritesItLater() {
    broken = true;
    hit(200, 3);
    turns(2);
    assertThat(monitor.trouble()).isEqualTo("crawl.db: the disk is full");
    assertThat(hits()).isEqualTo(3);
    broken = false;
    turns(8);
    assertThat(monitor.trouble()).isEmpty();
    assertThat(hits()).isEqualTo(3);
    monitor.close();
    monitor = monitor();
    monitor.turn();
    assertThat(hits()).isEqualTo(3);
  }

  @Test
  void turn_manyErrors_raiseOneAlarmUntilTheyEnd() {
    hit(500, 60);
    hit(200, 40);
    turns(30);
    assertThat(told).extracting(CrawlAlarm::rule).containsExactly(Rule.BOT_ERRORS);
    assertThat(monitor.alarms()).hasSize(1);
    clock.now = clock.now.plusSeconds(30 * 3_600);
    turns(12);
    assertThat(monitor.alarms()).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void close_withoutAStore_ends() {
    broken = true;
    hit(200, 1);
    monitor.turn();
    monitor.close();
    assertThat(monitor.trouble()).isNotEmpty();
  }

  /** What was counted while the store failed was watched too. */
  @Test
  void turn_hourInWhichTheStoreFailed_wasWatchedWhole() {
    Instant begin = Instant.ofEpochSecond(HOUR * 3_600);
    for (int minute = 0; minute < 60; minute++) {
      clock.now = begin.plusSeconds(minute * 60L);
      broken = minute < 20;
      turns(6);
    }
    assertThat(monitor.trouble()).isEmpty();
    assertThat(monitor.past(24).watched()).containsExactly(HOUR);
  }
}
