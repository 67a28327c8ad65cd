package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.gates.Judge;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.EvidenceBoard;
import dev.crossfade.rollout.signals.FleetEvidence;
import dev.crossfade.rollout.signals.JointBoard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What many gateways counted, added up, says the same as one gateway that saw everybody. */
class EvidenceCarriedTest {
  private static final Pattern ROW = Pattern.compile("([a-z_]+)\\{(.*)\\} ([0-9]+)");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String SHOP =
      """
      listeners: [ { bind: 127.0.0.1:0 } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:1"] }
        next: { endpoints: ["http://127.0.0.1:2"] }
      pins: { checkout: { scope: [shop], start: { path: /checkout }, end: { path: /thanks } } }
      units:
        - name: shop
          match: { path: /** }
          rollout:
            stages: [ { percent: 25%, hold: 1h }, { percent: 100%, hold: 1h } ]
            gates:
              - errors: { tolerance: 0.5pp }
              - latency: { quantile: p95, tolerance: 20% }
              - checkout: { pin: checkout, tolerance: 5pp }
              - session: { cookie: sid, tolerance: 1pp }
              - parity: { severity: minor, maxShare: 60% }
              - crawl: { maxErrorShare: 5% }
      """;

  /** The clock that a stage is measured by stands. */
  private final Ticker ticker =
      new Ticker() {
        @Override
        public Instant wall() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return 0;
        }
      };

  private static Config config() {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(SHOP.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    if (loaded instanceof Loaded.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(loaded.toString());
  }

  /** What a scrape of each gateway holds, as Prometheus would answer it. */
  private static void read(Visits visits, EvidenceLedger ledger) throws NoAnswer {
    for (Visits.Gateway gateway : visits.gateways) {
      for (String line : gateway.text().lines().filter(text -> !text.startsWith("#")).toList()) {
        Matcher row = ROW.matcher(line);
        assertThat(row.matches()).as(line).isTrue();
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(row.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
        Series series = new Series(labels, 0, Double.parseDouble(row.group(3)));
        switch (row.group(1)) {
          case EvidenceText.COUNTS -> ledger.take(series, "here");
          case EvidenceText.VISITORS -> ledger.takeVisitors(series, "here");
          default -> assertThat(row.group(1)).isEqualTo(EvidenceText.GATEWAY);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "2, 2, 0",
    "3, 3, 0",
    "4, 3, 0.002",
    "5, 3, 0.01",
    "6, 5, 0.05",
    "7, 12, 0.02",
  })
  void verdicts_ofManyGateways_areThoseOfOneThatSawAll(long seed, int gateways, double worse)
      throws NoAnswer {
    Config config = config();
    Visits visits = new Visits(seed, gateways);
    EvidenceLedger ledger = new EvidenceLedger();
    EvidenceBoard one = new EvidenceBoard(visits.all, ticker);
    JointBoard many =
        new JointBoard(
            (_, _) -> new FleetEvidence.Reading.Counted(ledger.arms(), ticker.nanos()), ticker);
    one.configure(config);
    many.configure(config);
    for (int round = 0; round < 5; round++) {
      List<Verdict> alone = said(one.verdicts("shop", visits.stage()));
      read(visits, ledger);
      List<Verdict> together = said(many.verdicts("shop", visits.stage()));

      assertThat(together).isEqualTo(alone);
      visits.come(1_500, worse);
    }
  }

  /** Visitors are told apart by another sample: how many are in it differs. */
  private static List<Verdict> said(List<Verdict> verdicts) {
    return verdicts.stream().filter(said -> !said.gate().equals(Judge.SAMPLE_RATIO)).toList();
  }

  @Test
  void arms_readTwiceAndLate_countOnce() throws NoAnswer {
    Visits visits = new Visits(9, 3);
    EvidenceLedger ledger = new EvidenceLedger();
    visits.come(200, 0);
    read(visits, ledger);
    Arms before = ledger.arms();
    read(visits, ledger);

    assertThat(ledger.arms().next().answers()).isEqualTo(before.next().answers());
    assertThat(before.next().latencies().total()).isEqualTo(before.next().answers().all());
    assertThat(visitors(before)).isBetween(150L, 200L);
  }

  private static long visitors(Arms arms) {
    return kept(arms.legacy()) + kept(arms.next());
  }

  private static long kept(Arm arm) {
    return arm.visitors().count(arm.visitors().level());
  }
}
