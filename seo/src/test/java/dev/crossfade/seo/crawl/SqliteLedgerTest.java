package dev.crossfade.seo.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest {
  private static final CrawlKind KIND =
      new CrawlKind(500_000, "googlebot", Standing.VERIFIED, "next", 200, "product");

  @TempDir Path folder;

  private SqliteLedger open() throws StoreException {
    return SqliteLedger.open(folder.resolve("crawl.db"));
  }

  @Test
  void add_sameKindTwice_addsUpOverRestarts() throws StoreException {
    try (SqliteLedger ledger = open()) {
      ledger.add(Map.of(KIND, 2L), Watch.at(500_000L * 3_600));
    }
    try (SqliteLedger ledger = open()) {
      ledger.add(Map.of(KIND, 3L), new Watch(500_000, (1L << 60) - 2));
      CrawlPast past = ledger.read(0, 500_001);
      assertThat(past.counts()).containsExactly(Map.entry(KIND, 5L));
      assertThat(past.watched()).containsExactly(500_000L);
    }
  }

  @Test
  void read_otherHours_findsNothing() throws StoreException {
    try (SqliteLedger ledger = open()) {
      ledger.add(Map.of(KIND, 2L), Watch.whole(500_000));
      assertThat(ledger.read(0, 500_000).counts()).isEmpty();
      assertThat(ledger.read(500_001, 600_000).watched()).isEmpty();
    }
  }

  @Test
  void add_threeMonthsLater_forgetsWhatIsOlder() throws StoreException {
    try (SqliteLedger ledger = open()) {
      ledger.add(Map.of(KIND, 2L), Watch.whole(500_000));
      ledger.add(Map.of(), Watch.whole(500_000 + 93 * 24));
      assertThat(ledger.read(0, 500_001)).isEqualTo(CrawlPast.NONE);
    }
  }

  @Test
  void open_damagedFile_isSetAsideAndBegunAnew() throws StoreException, IOException {
    Path file = folder.resolve("crawl.db");
    Files.write(file, "no database at all, but long enough to be looked at".getBytes(UTF_8));
    try (SqliteLedger ledger = open()) {
      ledger.add(Map.of(KIND, 1L), Watch.whole(500_000));
      assertThat(ledger.read(0, 500_001).counts()).hasSize(1);
    }
    assertThat(folder.resolve("crawl.db.damaged")).exists();
  }

  @Test
  void add_fileDeletedMeanwhile_saysSo() throws StoreException, IOException {
    try (SqliteLedger ledger = open()) {
      Files.delete(folder.resolve("crawl.db"));
      assertThatThrownBy(() -> ledger.add(Map.of(), Watch.whole(1)))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("crawl.db is gone");
    }
  }

  @Test
  void open_withoutAFolder_saysSo() {
    assertThatThrownBy(() -> SqliteLedger.open(folder.resolve("none/crawl.db")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("crawl.db");
  }
}
