package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever it is kept in. */
abstract class LedgerContract {
  static final CrawlKind KIND =
      new CrawlKind(500_000, "googlebot", Standing.VERIFIED, "next", 200, "product");

  /** Opens the test's ledger, or makes it. */
  abstract CrawlLedger open() throws StoreException;

  static Batch batch(String writer, long number) {
    return new Batch(writer, number, Instant.ofEpochSecond(500_000L * 3_600));
  }

  @Test
  void add_sameKindTwice_addsUpOverRestarts() throws StoreException {
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("one", 1), Map.of(KIND, 2L), List.of(Watch.at(500_000L * 3_600)));
    }
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("two", 1), Map.of(KIND, 3L), List.of(new Watch(500_000, (1L << 60) - 2)));
      CrawlPast past = ledger.read(0, 500_001);
      assertThat(past.counts()).containsExactly(Map.entry(KIND, 5L));
      assertThat(past.watched()).containsExactly(500_000L);
    }
  }

  @Test
  void add_sameBatchTwice_countsOnce() throws StoreException {
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("one", 1), Map.of(KIND, 2L), List.of());
      ledger.add(batch("one", 1), Map.of(KIND, 2L), List.of());
      ledger.add(batch("one", 2), Map.of(KIND, 4L), List.of());
      ledger.add(batch("two", 1), Map.of(KIND, 8L), List.of());
      assertThat(ledger.read(0, 500_001).counts()).containsExactly(Map.entry(KIND, 14L));
    }
  }

  @Test
  void add_fromManyGateways_addsUp() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<?>> running = new ArrayList<>();
      for (int gateway = 0; gateway < 6; gateway++) {
        String writer = "gateway-" + gateway;
        running.add(threads.submit(() -> addOften(writer)));
      }
      for (Future<?> done : running) {
        done.get();
      }
    }
    try (CrawlLedger ledger = open()) {
      assertThat(ledger.read(0, 500_001).counts().values()).hasSize(30).containsOnly(60L);
    }
  }

  private long addOften(String writer) throws StoreException {
    try (CrawlLedger ledger = open()) {
      for (int number = 1; number <= 10; number++) {
        Map<CrawlKind, Long> counts = new HashMap<>();
        for (int template = 0; template < 30; template++) {
          counts.put(
              new CrawlKind(
                  500_000, "googlebot", Standing.VERIFIED, "next", 200, "template-" + template),
              1L);
        }
        ledger.add(batch(writer, number), counts, List.of(new Watch(500_000, 1L << number)));
      }
      return 10;
    }
  }

  @Test
  void read_otherHours_findsNothing() throws StoreException {
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("one", 1), Map.of(KIND, 2L), List.of(Watch.whole(500_000)));
      assertThat(ledger.read(0, 500_000).counts()).isEmpty();
      assertThat(ledger.read(500_001, 600_000).watched()).isEmpty();
    }
  }

  @Test
  void add_threeMonthsLater_forgetsWhatIsOlder() throws StoreException {
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("one", 1), Map.of(KIND, 2L), List.of(Watch.whole(500_000)));
      ledger.add(batch("one", 2), Map.of(), List.of(Watch.whole(500_000 + 93 * 24)));
      assertThat(ledger.read(0, 500_001)).isEqualTo(CrawlPast.NONE);
    }
  }
}
