package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Gates as an operator writes them. */
final class Plans {
  private Plans() {}

  /** A configuration with one unit, catalog, that goes by 25 % and these gates. */
  static Config of(String... gates) {
    String text =
        """
        listeners: [ { bind: "127.0.0.1:0" } ]
        backends:
          legacy: { endpoints: [ "http://10.0.0.1" ] }
          next: { endpoints: [ "http://10.0.0.2" ] }
        units:
          - name: catalog
            match: { path: /** }
            rollout:
              stages: [ { percent: 25%, hold: 1h }, { percent: 100%, hold: 1h } ]
              gates:
        """
            + "        - "
            + String.join("\n        - ", gates)
            + "\n";
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(text.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    return switch (loaded) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  static Gate gate(String gate) {
    Rollout rollout = Objects.requireNonNull(of(gate).units().getFirst().rollout());
    return rollout.gates().getFirst();
  }

  static String http(String url, String more) {
    return "http: { name: open, url: '" + url + "', pointer: /open, expect: '== 0'" + more + " }";
  }

  static String prometheus(String url, String query, String more) {
    return "prometheus: { name: lag, url: '%s', query: '%s', expect: '< 5'%s }"
        .formatted(url, query, more);
  }

  static String reconcile(String left, String right, String more) {
    return """
    reconcile: { name: stock, left: "%s", right: "%s", key: sku, fields: [qty, price], maxShare: 0.1%%%s }\
    """
        .formatted(left, right, more);
  }

  /** What one answer is worth, as the sentence of a verdict. */
  static String said(Gate gate) throws InterruptedException {
    try (Fetch fetch = new Fetch()) {
      Question question = Objects.requireNonNull(Question.of(gate, fetch));
      return question.ask().toVerdict(gate).sentence();
    } catch (NoAnswer e) {
      return Reading.hold(e.reason()).toVerdict(gate).sentence();
    }
  }
}
