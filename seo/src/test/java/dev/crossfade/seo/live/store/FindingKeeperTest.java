package dev.crossfade.seo.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keeps findings while stores come and go. */
@Timeout(60)
class FindingKeeperTest {
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Clock CLOCK = Clock.fixed(Samples.NOON, ZoneOffset.UTC);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("state").resolve("findings.db");
  }

  private FindingKeeper keep(Groups groups) {
    return FindingKeeper.start(
        new Account(groups), () -> SqlFindings.open(file()), SOON, SOON, CLOCK, _ -> {});
  }

  private List<FindingGroup> stored() throws StoreException {
    try (FindingStore store = SqlFindings.open(file())) {
      return Bookkeeping.load(store);
    }
  }

  @Test
  void close_writesWhatIsLeft_andStartReadsIt() throws Exception {
    Files.createDirectory(folder.resolve("state"));
    Groups groups = Samples.several();
    keep(groups).close();

    Groups restarted = new Groups();
    CountDownLatch loaded = new CountDownLatch(1);
    try (FindingKeeper _ =
        FindingKeeper.start(
            new Account(restarted),
            () -> SqlFindings.open(file()),
            SOON,
            SOON,
            CLOCK,
            _ -> loaded.countDown())) {
      loaded.await();
      assertThat(Samples.sorted(restarted.all())).isEqualTo(Samples.sorted(groups.all()));
    }
  }

  @Test
  void storeThatIsNotThere_isSaid_andUsedOnceItIs() throws Exception {
    Groups groups = Samples.several();
    try (FindingKeeper keeper = keep(groups)) {
      await().untilAsserted(() -> assertThat(keeper.problem()).contains("findings.db"));

      Files.createDirectory(folder.resolve("state"));

      await().untilAsserted(() -> assertThat(keeper.problem()).isNull());
    }
    assertThat(stored()).hasSize(4);
  }

  @Test
  void stateDirectoryDeleted_isSaid_andAllIsWrittenOnceItIsBack() throws Exception {
    Files.createDirectory(folder.resolve("state"));
    Groups groups = Samples.several();
    try (FindingKeeper keeper = keep(groups)) {
      await().untilAsserted(() -> assertThat(stored()).hasSize(4));
      try (var files = Files.list(folder.resolve("state"))) {
        for (Path path : files.toList()) {
          Files.deleteIfExists(path);
        }
      }
      Files.delete(folder.resolve("state"));
      await()
          .untilAsserted(
              () -> {
                Samples.see(groups, "product", 500);
                assertThat(keeper.problem()).isNotNull();
              });

      Files.createDirectory(folder.resolve("state"));
      await().untilAsserted(() -> assertThat(keeper.problem()).isNull());
    }
    assertThat(stored()).hasSize(4);
  }

  @Test
  void storeThatThrows_isTriedAgain_andNothingIsLost() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    List<FindingGroup> written = new ArrayList<>();
    Map<Tally, Long> numbers = new HashMap<>();
    FindingStore.Opener opener =
        () -> {
          if (calls.incrementAndGet() % 3 != 0) {
            throw new IllegalStateException("no driver");
          }
          return new ListStore(written, numbers, calls);
        };
    Groups groups = Samples.several();
    try (FindingKeeper keeper =
        FindingKeeper.start(new Account(groups), opener, SOON, SOON, CLOCK, _ -> {})) {
      await().untilAsserted(() -> assertThat(keeper.problem()).isNull());
      await()
          .untilAsserted(
              () -> {
                synchronized (written) {
                  assertThat(written).hasSize(4);
                }
              });
    }
  }

  /** Fails each second time it is written to. */
  private record ListStore(
      List<FindingGroup> written, Map<Tally, Long> numbers, AtomicInteger calls)
      implements FindingStore {
    @Override
    public Kept read(long revision) {
      synchronized (written) {
        return new Kept(1, written, numbers);
      }
    }

    @Override
    public Kept save(Writing writing) throws StoreException {
      if (calls.incrementAndGet() % 2 == 0) {
        throw new StoreException("full");
      }
      synchronized (written) {
        written.addAll(writing.changes().groups());
        numbers.putAll(writing.changes().history().numbers());
      }
      return new Kept(1, writing.changes().groups(), writing.changes().history().numbers());
    }

    @Override
    public void close() {}
  }
}
