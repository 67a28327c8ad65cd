package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.crawl.CrawlKind.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrawlCountsTest {
  private final CrawlCounts counts = new CrawlCounts();

  private static CrawlKind kind(String template) {
    return new CrawlKind(1, "bingbot", Standing.CLAIMED, "legacy", 200, template);
  }

  @Test
  void take_isBehindByOneCall_soThatWhoStillCountsIsNotLost() {
    counts.count(kind("a"));
    assertThat(counts.take()).isEmpty();
    counts.count(kind("a"));
    assertThat(counts.take()).containsExactly(Map.entry(kind("a"), 1L));
    assertThat(counts.rest()).containsExactly(Map.entry(kind("a"), 1L));
    assertThat(counts.rest()).isEmpty();
  }

  @Test
  void count_moreKindsThanThereIsRoomFor_dropsAndCounts() {
    for (int i = 0; i < 25_000; i++) {
      counts.count(kind("t" + i));
    }
    assertThat(counts.rest()).hasSize(20_000);
    assertThat(counts.dropped()).isEqualTo(5_000);
  }

  @Test
  void count_byManyThreads_losesNone() throws Exception {
    Map<CrawlKind, Long> all = new HashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Integer> work =
          () -> {
            IntStream.range(0, 50_000).forEach(i -> counts.count(kind("t" + i % 7)));
            return 0;
          };
      for (Future<Integer> done : threads.invokeAll(java.util.Collections.nCopies(4, work))) {
        done.get();
      }
    }
    counts.rest().forEach((kind, count) -> all.merge(kind, count, Long::sum));
    assertThat(all.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(200_000);
  }

  @Test
  void ledger_ofMemory_addsUpAndForgets() {
    MemoryLedger ledger = new MemoryLedger();
    ledger.add(Map.of(kind("a"), 2L), new Watch(1, 0b11));
    ledger.add(Map.of(kind("a"), 3L), new Watch(1, (1L << 60) - 4));
    assertThat(ledger.read(0, 2).counts()).containsExactly(Map.entry(kind("a"), 5L));
    assertThat(ledger.read(0, 2).watched()).containsExactly(1L);
    assertThat(ledger.read(2, 9).counts()).isEmpty();
    ledger.add(Map.of(), new Watch(1_000, 1));
    assertThat(ledger.read(0, 2).counts()).isEmpty();
  }
}
