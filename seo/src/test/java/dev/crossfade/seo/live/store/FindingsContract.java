package dev.crossfade.seo.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.History;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.live.group.Traffic;
import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of findings does, whatever it keeps them in. */
abstract class FindingsContract {
  private static final String NOINDEX = "catalog.SEO-NOINDEX.product";
  private static final String TITLE = "catalog.SEO-TITLE.product";

  /** Opens the test's store, or makes it. */
  abstract FindingStore open() throws StoreException;

  /** What is in the database behind it. */
  abstract Connection connect() throws SQLException;

  abstract String versionTable();

  private List<FindingGroup> load() throws StoreException {
    try (FindingStore store = open()) {
      return Bookkeeping.load(store);
    }
  }

  private void settle(Account account) throws StoreException {
    try (FindingStore store = open()) {
      account.settle(store, Samples.NOON);
    }
  }

  private Account account(Groups groups) throws StoreException {
    Account account = new Account(groups);
    try (FindingStore store = open()) {
      account.open(store);
    }
    return account;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getLong(1) : -1;
    }
  }

  private static Writing numbers(Batch batch, Map<Tally, Long> numbers, long oldest) {
    return new Writing(
        batch,
        new Groups.Changes(List.of(), List.of(), new History.Changes(numbers, oldest)),
        Map.of(),
        Map.of());
  }

  @Test
  void read_newStore_isEmpty() throws Exception {
    assertThat(load()).isEmpty();
  }

  @Test
  void read_afterSave_isWhatWasSaved() throws Exception {
    Groups groups = Samples.several();
    settle(account(groups));

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void settle_twice_replacesWhatChanged() throws Exception {
    Groups groups = Samples.several();
    Account account = account(groups);
    settle(account);
    Samples.see(groups, "product", 99);
    settle(account);

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void settle_groupThatIsForgotten_deletesItAndItsExamples() throws Exception {
    Groups groups = Samples.several();
    Account account = account(groups);
    settle(account);
    groups.tidy(Samples.NOON.plus(Duration.ofDays(8)));
    groups.tidy(Samples.NOON.plus(Duration.ofDays(100)));
    settle(account);

    assertThat(load()).extracting(FindingGroup::id).containsExactly(TITLE);
    assertThat(number("SELECT COUNT(*) FROM finding_example WHERE finding <> '" + TITLE + "'"))
        .isZero();
  }

  @Test
  void settle_groupThatOthersHaveSeenSince_isNotDeleted() throws Exception {
    Groups groups = Samples.several();
    Account account = account(groups);
    settle(account);
    Groups others = new Groups();
    Account theirs = account(others);
    Samples.see(others, "product", 200_000_000);
    settle(theirs);
    groups.tidy(Samples.NOON.plus(Duration.ofDays(8)));
    groups.tidy(Samples.NOON.plus(Duration.ofDays(100)));
    settle(account);

    assertThat(load()).extracting(FindingGroup::id).contains(NOINDEX);
  }

  @Test
  void save_sameBatchTwice_countsOnce() throws Exception {
    Groups groups = Samples.several();
    Writing writing = Bookkeeping.writing(groups.takeChanges());
    try (FindingStore store = open()) {
      store.save(writing);
      store.save(writing);
    }

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void numbers_addUpButForWhatIsOpen_andOldHoursGo() throws Exception {
    Tally seen = new Tally(1_000, Tally.Kind.COMPARED, "catalog", "product");
    Tally open = new Tally(1_000, Tally.Kind.OPEN, "catalog", "CRITICAL");
    Tally later = new Tally(1_001, Tally.Kind.COMPARED, "catalog", "product");
    Batch one = new Batch("one", 1, Samples.NOON);
    Batch other = new Batch("other", 1, Samples.NOON);
    try (FindingStore store = open()) {
      store.save(numbers(one, Map.of(seen, 1L, open, 2L), 1_000));
      store.save(numbers(other, Map.of(seen, 7L, open, 3L), 1_000));
      assertThat(store.read(0).numbers()).isEqualTo(Map.of(seen, 8L, open, 3L));

      store.save(numbers(one.next(Samples.NOON), Map.of(later, 3L), 1_001));
      assertThat(store.read(0).numbers()).isEqualTo(Map.of(later, 3L));
    }
  }

  @Test
  void read_sinceARevision_isWhatChangedAfterIt() throws Exception {
    Groups groups = Samples.several();
    Account account = account(groups);
    settle(account);
    try (FindingStore store = open()) {
      Kept before = store.read(0);
      assertThat(store.read(before.revision()).groups()).isEmpty();

      Samples.see(groups, "category", 3);
      account.settle(store, Samples.NOON);

      assertThat(store.read(before.revision()).groups())
          .extracting(FindingGroup::id)
          .containsExactlyInAnyOrder("catalog.SEO-NOINDEX.category", "catalog.SEO-TITLE.category");
    }
  }

  /** Gateways that see the same at once, in any order, come to know the same of it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void settle_manyGateways_addUpAndAgree(long seed) throws Exception {
    Random random = new Random(seed);
    List<Groups> groups = List.of(new Groups(), new Groups(), new Groups());
    List<Account> accounts = new ArrayList<>();
    for (Groups of : groups) {
      accounts.add(account(of));
    }
    long seen = 0;
    for (int step = 0; step < 60; step++) {
      int at = random.nextInt(3);
      if (random.nextBoolean()) {
        Samples.see(groups.get(at), "product", step);
        seen++;
      } else {
        Samples.clean(groups.get(at), "product", step);
      }
      if (random.nextInt(3) == 0) {
        settle(accounts.get(random.nextInt(3)));
      }
    }
    for (int round = 0; round < 2; round++) {
      for (Account account : accounts) {
        settle(account);
      }
    }

    List<FindingGroup> stored = load();
    for (Groups of : groups) {
      assertThat(Samples.sorted(of.all())).isEqualTo(stored);
      assertThat(of.history().compared("catalog", 0)).isEqualTo(60);
    }
    assertThat(stored).extracting(FindingGroup::count).containsOnly(seen);
    assertThat(stored).allSatisfy(group -> assertThat(group.examples()).hasSizeBetween(1, 10));
  }

  @Test
  void settle_closedByOneAndSeenByAnother_isOpen() throws Exception {
    Groups one = new Groups();
    Groups other = new Groups();
    Account first = account(one);
    Account second = account(other);
    Samples.see(one, "product", 1);
    settle(first);
    settle(second);
    for (int page = 2; page < 40; page++) {
      Samples.clean(one, "product", page);
    }
    assertThat(one.find(NOINDEX).orElseThrow().open()).isFalse();
    Samples.see(other, "product", 50);

    settle(first);
    settle(second);
    settle(first);

    assertThat(load()).allSatisfy(group -> assertThat(group.open()).isTrue());
    assertThat(one.find(NOINDEX)).isEqualTo(other.find(NOINDEX));
    assertThat(one.find(NOINDEX).orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void settle_closedByOne_isClosedForAll() throws Exception {
    Groups one = new Groups();
    Groups other = new Groups();
    Account first = account(one);
    Account second = account(other);
    Samples.see(one, "product", 1);
    settle(first);
    settle(second);
    assertThat(other.find(NOINDEX).orElseThrow().open()).isTrue();
    for (int page = 2; page < 40; page++) {
      Samples.clean(one, "product", page);
    }

    settle(first);
    settle(second);

    assertThat(other.find(NOINDEX).orElseThrow().open()).isFalse();
  }

  @Test
  void settle_acceptedAtOneGateway_isAcceptedAtAll() throws Exception {
    Groups one = Samples.several();
    Account first = account(one);
    settle(first);
    Groups other = new Groups();
    Account second = account(other);
    one.accept(NOINDEX, new Acceptance("ben", Samples.NOON, "on purpose"));
    Samples.see(other, "product", 70);

    settle(first);
    settle(second);
    settle(first);

    assertThat(other.find(NOINDEX).orElseThrow().acceptance())
        .isEqualTo(new Acceptance("ben", Samples.NOON, "on purpose"));
    assertThat(one.find(NOINDEX)).isEqualTo(other.find(NOINDEX));
  }

  @Test
  void settle_fromManyThreads_losesNothing() throws Exception {
    int gateways = 6;
    try (ExecutorService threads = Executors.newFixedThreadPool(gateways)) {
      List<Future<?>> running = new ArrayList<>();
      for (int gateway = 0; gateway < gateways; gateway++) {
        Groups of = new Groups();
        int offset = gateway * 1_000;
        running.add(
            threads.submit(
                () -> {
                  Account account = account(of);
                  for (int page = 0; page < 10; page++) {
                    Samples.see(of, "product", offset + page);
                    settle(account);
                  }
                  return account;
                }));
      }
      for (Future<?> done : running) {
        done.get();
      }
    }

    assertThat(load()).extracting(FindingGroup::count).containsOnly(60L);
  }

  @Test
  void open_byManyAtOnce_makesTheTablesOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<FindingStore>> opened = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        opened.add(threads.submit(this::open));
      }
      for (Future<FindingStore> store : opened) {
        try (FindingStore open = store.get()) {
          assertThat(open.read(0).groups()).isEmpty();
        }
      }
    }
    assertThat(number("SELECT COUNT(*) FROM " + versionTable())).isEqualTo(3);
  }

  @Test
  void open_schemaOfALaterVersion_isRefused() throws Exception {
    settle(account(Samples.several()));
    execute("INSERT INTO " + versionTable() + " (version) VALUES (99)");

    assertThatThrownBy(this::load)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("its schema is version 99 (expected: at most 3)");
  }

  /** A database of version 1, which had examples by URL and no history. */
  @Test
  void open_databaseOfTheFirstVersion_keepsWhatItHas() throws Exception {
    Groups groups = Samples.several();
    settle(account(groups));
    for (String sql :
        List.of(
            """
            CREATE TABLE example (finding TEXT NOT NULL, url TEXT NOT NULL, seen_at BIGINT NOT NULL,
              legacy TEXT NOT NULL, next TEXT NOT NULL, message TEXT NOT NULL,
              evidence TEXT NOT NULL, PRIMARY KEY (finding, url))""",
            """
            INSERT INTO example (finding, url, seen_at, legacy, next, message, evidence)
            SELECT finding, url, seen_at, legacy, next, message, evidence FROM finding_example""",
            "DROP TABLE finding_example",
            "DROP TABLE finding_hour",
            "DROP TABLE finding_clock",
            "DROP TABLE finding_batch",
            "DROP INDEX finding_by_revision",
            "ALTER TABLE finding DROP COLUMN revision",
            "DELETE FROM " + versionTable() + " WHERE version > 1")) {
      execute(sql);
    }

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
  }

  @Test
  void numbers_ofAKindOfALaterVersion_arePassedOver() throws Exception {
    settle(account(Samples.several()));
    execute("UPDATE finding_hour SET kind = 'FELT'");

    try (FindingStore store = open()) {
      assertThat(store.read(0).numbers()).isEmpty();
    }
  }

  @Test
  void read_ruleOfALaterVersion_isPassedOver() throws Exception {
    settle(account(Samples.several()));
    execute("UPDATE finding SET rule = 'SEO-TELEPATHY' WHERE rule = 'SEO-TITLE'");

    assertThat(load()).hasSize(2);
  }

  /** What pages say may be anything. */
  @Test
  void settle_textsOfAnyKind_areKept() throws Exception {
    Groups groups = new Groups();
    String url = "https://shop.example/" + "ä?&".repeat(3_000);
    groups.onCompared(
        new Pages("catalog", "product"),
        List.of(
            new Finding(
                Rule.SEO_NOINDEX,
                Rule.SEO_NOINDEX.severity(),
                url,
                "product",
                "a\0b \uD83D\uDE00",
                "'; DROP TABLE finding; --",
                "\uD800 alone",
                "")),
        Traffic.NONE,
        _ -> false,
        Samples.NOON);
    settle(account(groups));

    FindingGroup stored = load().getFirst();
    assertThat(stored.examples().getFirst().url())
        .isEqualTo(groups.find(NOINDEX).orElseThrow().examples().getFirst().url());
    assertThat(stored.examples().getFirst().legacy()).isEqualTo("a\uFFFDb \uD83D\uDE00");
    assertThat(stored.examples().getFirst().next()).isEqualTo("'; DROP TABLE finding; --");
  }

  @Test
  void open_storeThatLacksGroups_getsThem() throws Exception {
    Groups groups = Samples.several();
    Account account = account(groups);
    settle(account);
    execute("DELETE FROM finding_example");
    execute("DELETE FROM finding");
    execute("DELETE FROM finding_hour");

    try (FindingStore store = open()) {
      account.open(store);
      account.settle(store, Samples.NOON);
    }

    assertThat(load()).isEqualTo(Samples.sorted(groups.all()));
    Set<Long> counts = load().stream().map(FindingGroup::count).collect(Collectors.toSet());
    assertThat(counts).containsExactlyInAnyOrder(12L, 1L);
  }
}
