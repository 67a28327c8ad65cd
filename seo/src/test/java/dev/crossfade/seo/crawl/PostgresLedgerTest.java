package dev.crossfade.seo.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.store.RealPostgres;
import dev.crossfade.seo.store.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger in a real PostgreSQL. */
class PostgresLedgerTest extends LedgerContract {
  private static @Nullable RealPostgres postgres;
  private String database = "";

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    postgres = RealPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static RealPostgres postgres() {
    return Objects.requireNonNull(postgres);
  }

  @BeforeEach
  void create() throws SQLException {
    database = postgres().database();
  }

  @Override
  CrawlLedger open() throws StoreException {
    return SqlLedger.open(postgres().settings(database));
  }

  @Test
  void add_connectionThatWasCut_saysSoAndWritesAllTheNextTime() throws Exception {
    CrawlLedger cut = open();
    postgres()
        .execute(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + database
                + "'");
    assertThatThrownBy(() -> cut.add(batch("one", 1), Map.of(KIND, 2L), List.of()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("postgresql://127.0.0.1:");
    cut.close();
    try (CrawlLedger ledger = open()) {
      ledger.add(batch("one", 1), Map.of(KIND, 2L), List.of());
      assertThat(ledger.read(0, 500_001).counts()).containsExactly(Map.entry(KIND, 2L));
    }
  }
}
