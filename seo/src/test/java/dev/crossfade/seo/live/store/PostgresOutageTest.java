package dev.crossfade.seo.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.RealPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL that stands still, is killed and comes back. */
@Timeout(120)
class PostgresOutageTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Clock CLOCK = Clock.fixed(Samples.NOON, ZoneOffset.UTC);

  private static long count(Groups groups) {
    return groups.find("catalog.SEO-NOINDEX.product").map(FindingGroup::count).orElse(0L);
  }

  @Test
  void keep_databaseThatStandsStillAndIsKilled_isSaidAndAllIsWrittenOnceItIsBack()
      throws Exception {
    try (RealPostgres postgres = RealPostgres.start()) {
      String database = postgres.database();
      FindingStore.Opener opener = () -> SqlFindings.open(postgres.settings(database));
      Groups one = new Groups();
      Groups other = new Groups();
      try (FindingKeeper first = keep(one, opener);
          FindingKeeper second = keep(other, opener)) {
        Samples.see(one, "product", 1);
        await().until(() -> count(other) == 1);

        postgres.pause();
        Samples.see(one, "product", 2);
        await().until(() -> first.problem() != null && second.problem() != null);
        Samples.see(other, "product", 3);
        postgres.resume();
        await().until(() -> count(one) == 3 && count(other) == 3);

        postgres.kill();
        Samples.see(one, "product", 4);
        await().until(() -> first.problem() != null && second.problem() != null);
        Samples.see(one, "product", 5);
        Samples.see(other, "product", 6);
        postgres.restart();
        await().atMost(Duration.ofSeconds(30)).until(() -> count(one) == 6 && count(other) == 6);
        assertThat(first.problem()).isNull();
      }
    }
  }

  private static FindingKeeper keep(Groups groups, FindingStore.Opener opener) {
    return FindingKeeper.start(new Account(groups), opener, SOON, SOON, CLOCK, _ -> {});
  }
}
