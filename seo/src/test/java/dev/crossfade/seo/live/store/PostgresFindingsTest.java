package dev.crossfade.seo.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.State;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.RealPostgres;
import dev.crossfade.seo.store.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups in a real PostgreSQL: what holds of every store, and what a network adds to it. */
@Timeout(120)
class PostgresFindingsTest extends FindingsContract {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Clock CLOCK = Clock.fixed(Samples.NOON, ZoneOffset.UTC);

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
  FindingStore open() throws StoreException {
    return SqlFindings.open(postgres().settings(database));
  }

  @Override
  Connection connect() throws SQLException {
    return postgres().connect(database);
  }

  @Override
  String versionTable() {
    return "finding_version";
  }

  private FindingKeeper keep(Groups groups) {
    return FindingKeeper.start(new Account(groups), this::open, SOON, SOON, CLOCK, _ -> {});
  }

  private static long count(Groups groups) {
    return groups.find("catalog.SEO-NOINDEX.product").map(FindingGroup::count).orElse(0L);
  }

  private long stored() throws StoreException {
    try (FindingStore store = open()) {
      return Bookkeeping.load(store).stream().mapToLong(FindingGroup::count).max().orElse(0);
    }
  }

  @Test
  void keepers_ofTwoGateways_knowWhatTheOtherFinds() {
    Groups one = new Groups();
    Groups other = new Groups();
    try (FindingKeeper _ = keep(one);
        FindingKeeper _ = keep(other)) {
      Samples.see(one, "product", 1);
      Samples.see(other, "product", 2);

      await().until(() -> count(one) == 2 && count(other) == 2);
    }
  }

  /** Sessions are cut at any moment of a write: each is there as a whole, once. */
  @Test
  void keep_sessionsThatAreCut_losesNothingAndCountsNothingTwice() throws Exception {
    Groups one = new Groups();
    Groups other = new Groups();
    try (FindingKeeper _ = keep(one);
        FindingKeeper _ = keep(other)) {
      for (int page = 0; page < 150; page++) {
        Samples.see(page % 2 == 0 ? one : other, "product", page);
        if (page % 3 == 0) {
          cut();
        }
      }
      await().until(() -> count(one) == 150 && count(other) == 150);
    }

    assertThat(stored()).isEqualTo(150);
  }

  private void cut() throws SQLException {
    postgres()
        .execute(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + database
                + "'");
  }

  @Test
  void keep_lockedBySomebodyElse_saysSoInTimeAndWritesLater() throws Exception {
    Groups groups = new Groups();
    try (FindingKeeper keeper = keep(groups)) {
      Samples.see(groups, "product", 1);
      await().until(() -> stored() == 1);
      try (Connection other = connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE finding IN ACCESS EXCLUSIVE MODE");
        Samples.see(groups, "product", 2);
        await().until(() -> String.valueOf(keeper.problem()).contains("timeout"));
        other.rollback();
      }
      await().until(() -> keeper.problem() == null && stored() == 2);
    }
  }

  @Test
  void open_nobodyThere_namesTheDatabaseAndNoSecret() {
    State.Postgres nowhere =
        new State.Postgres(
            "postgresql://127.0.0.1:1/shop?sslmode=disable", "me", "s3cret", Duration.ofSeconds(1));

    assertThatThrownBy(() -> SqlFindings.open(nowhere))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("postgresql://127.0.0.1:1/shop: ")
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining("sslmode");
  }

  @Test
  void open_databaseThatIsNotThere_saysSo() {
    assertThatThrownBy(() -> SqlFindings.open(postgres().settings("nothing")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("\"nothing\" does not exist");
  }

  @Test
  void open_serverWithoutTls_isRefusedWhereTlsIsAskedFor() {
    State.Postgres plain = postgres().settings(database);
    State.Postgres secured =
        new State.Postgres(
            plain.url() + "?sslmode=require", plain.user(), plain.password(), plain.timeout());

    assertThatThrownBy(() -> SqlFindings.open(secured))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SSL");
  }
}
