package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.gateway.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise to whoever writes {@code crossfade.yaml} in place, byte by byte, while the gateway
 * reads it and is killed: it serves and keeps whole configurations only, and the last one it served
 * by can be had from its journal. {@code -Dcrossfade.rewrite.kills=500} kills more often than an
 * ordinary build wants to wait for.
 */
@Timeout(3_600)
class RewriteKillTest {
  private static final int SIDE_BY_SIDE = 2;

  @TempDir Path folder;

  @Test
  void kill_whileTheFileIsRewritten_leavesTheLastWholeVersion() throws Exception {
    int kills = Integer.getInteger("crossfade.rewrite.kills", 24);
    try (Shop shop = Shop.named("legacy");
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      List<Future<RewrittenGateway.Tally>> lives = new ArrayList<>();
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        Path home = Files.createDirectory(folder.resolve("gateway-" + i));
        RewrittenGateway gateway = new RewrittenGateway(home, shop.url(), i);
        lives.add(threads.submit(() -> gateway.live(kills / SIDE_BY_SIDE)));
      }
      for (Future<RewrittenGateway.Tally> life : lives) {
        // Else it was not what it says: files whole and half were read, and left behind.
        RewrittenGateway.Tally seen = life.get();
        assertThat(seen.applied()).as("%s", seen).isPositive();
        assertThat(seen.refused()).as("%s", seen).isPositive();
        assertThat(seen.halfWritten()).as("%s", seen).isPositive();
      }
    }
  }
}
