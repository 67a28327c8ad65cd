package dev.crossfade.seo.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a file: what holds of every one, and what is special of files. */
class SqliteLedgerTest extends LedgerContract {
  @TempDir Path folder;

  @Override
  CrawlLedger open() throws StoreException {
    return SqlLedger.open(folder.resolve("crawl.db"));
  }

  @Test
  void open_damagedFile_isSetAsideAndBegunAnew() throws StoreException, IOException {
    Path file = folder.resolve("crawl.db");
    Files.write(file, "no database at all, but long enough to be looked at".getBytes(UTF_8));
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("one", 1), Map.of(KIND, 1L), List.of(Watch.whole(500_000)));
      assertThat(ledger.read(0, 500_001).counts()).hasSize(1);
    }
    assertThat(folder.resolve("crawl.db.damaged")).exists();
  }

  @Test
  void add_fileDeletedMeanwhile_saysSo() throws StoreException, IOException {
    try (CrawlLedger ledger = open()) {
      Files.delete(folder.resolve("crawl.db"));
      assertThatThrownBy(() -> ledger.add(batch("one", 1), Map.of(), List.of(Watch.whole(1))))
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("crawl.db is gone");
    }
  }

  @Test
  void open_withoutAFolder_saysSo() {
    assertThatThrownBy(() -> SqlLedger.open(folder.resolve("none/crawl.db")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("crawl.db");
  }
}
