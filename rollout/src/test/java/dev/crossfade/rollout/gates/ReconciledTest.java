package dev.crossfade.rollout.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.statistics.Tally;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconciledTest {
  private static final Gate.Reconcile STOCK =
      new Gate.Reconcile(
          "stock",
          URI.create("http://old/stock.json"),
          URI.create("http://new/stock.json"),
          "sku",
          List.of("qty"),
          Share.parse("0.1%"),
          Gates.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1000; 1; stock: 0.1 % of entries differ (1/1 000), allowed 0.1 %: pass",
        "1000; 2; stock: 0.2 % of entries differ (2/1 000), allowed 0.1 %: fail",
        "0; 0; stock: both lists are empty: hold"
      })
  void judge_entries_saysWhy(int all, int differ, String sentence) {
    Verdict verdict = Reconciled.judge(STOCK, new Tally(all, differ));
    assertThat(verdict.sentence()).isEqualTo(sentence);
  }
}
