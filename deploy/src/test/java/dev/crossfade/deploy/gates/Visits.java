package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Severity;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.ArmSignals;
import dev.crossfade.rollout.signals.Signals;
import dev.crossfade.rollout.signals.StageCounts;
import dev.crossfade.rollout.signals.StageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Visitors of a unit at a stage, told to one of several gateways and to one that sees them all. */
final class Visits {
  static final String UNIT = "shop";

  private static final double EXPOSURE = 0.25;

  /** One gateway, as long as its process lives. */
  final class Gateway {
    final String name = UUID.randomUUID().toString();
    final Signals signals = new Signals();
    private final StageCounts counts = new StageCounts(signals, Ticker.system());

    /** What it counted before the stage is no part of it. */
    Gateway() {
      for (int i = 0; i < 17; i++) {
        signals.of(UNIT).next().onAnswer(true);
        signals.of(UNIT).next().onVisitor(i * 0x9E3779B97F4A7C15L);
      }
      counts.look(UNIT, stage());
    }

    String text() {
      counts.look(UNIT, stage());
      return EvidenceText.of(name, counts.now());
    }
  }

  final List<Gateway> gateways = new ArrayList<>();
  private final Instant since = Instant.now();
  final Signals all = new Signals();
  private final Random random;

  /** How many answers there were. */
  long told;

  Visits(long seed, int gateways) {
    this.random = new Random(seed);
    for (int i = 0; i < gateways; i++) {
      this.gateways.add(new Gateway());
    }
  }

  StageView stage() {
    return new StageView(1, 1, (int) (EXPOSURE * 10_000), since, false, 0);
  }

  StageKey key() {
    return StageKey.of(stage());
  }

  /**
   * So many visitors, each with a few requests that any of the gateways gets.
   *
   * @param worse by what share next's errors exceed legacy's
   */
  void come(int visitors, double worse) {
    for (int i = 0; i < visitors; i++) {
      long key = random.nextLong();
      boolean next = random.nextDouble() < EXPOSURE;
      for (int request = random.nextInt(4); request >= 0; request--) {
        told++;
        Gateway gateway = gateways.get(random.nextInt(gateways.size()));
        boolean error = random.nextDouble() < 0.005 + (next ? worse : 0);
        long micros = (long) (20_000 * Math.exp(random.nextGaussian() / 2));
        int end = random.nextInt(10);
        int crawl = random.nextInt(20);
        int page = random.nextInt(20);
        for (Signals signals : List.of(gateway.signals, all)) {
          ArmSignals arm = next ? signals.of(UNIT).next() : signals.of(UNIT).legacy();
          arm.onVisitor(key);
          arm.onAnswer(error);
          arm.onLatency(micros);
          arm.onSession("sid", error);
          if (end < 2) {
            arm.onCheckout("checkout", end == 0);
          }
          if (crawl < 2) {
            arm.onCrawl(crawl == 0 && error);
          }
          if (page < 2) {
            signals.of(UNIT).onPage(page == 0 ? Severity.MINOR : null);
          }
        }
      }
    }
  }
}
