package dev.crossfade.deploy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.Marks;
import dev.crossfade.config.model.Config;
import dev.crossfade.console.service.ExplainService.Explanation;
import dev.crossfade.console.service.ExplainService.Question;
import dev.crossfade.routing.Availability;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Live;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever wonders why next's page is legacy's is told which template is kept from it. */
class GuardExplainedTest {
  private static final String SHOP =
      """
      listeners: [ { bind: "127.0.0.1:0" } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:1"] }
        next: { endpoints: ["http://127.0.0.1:2"] }
      units:
        - name: catalog
          match: { path: /p/** }
          exposure: { percent: 100% }
          guard: [ noindex ]
      seo: { templates: [ { name: product, path: /p/** } ] }
      """;

  private static Config config() {
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    byte[] bytes = SHOP.getBytes(StandardCharsets.UTF_8);
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  private static Explanation explain(Live live) {
    Config config = config();
    Decider decider = Decider.plain(config, live).with(Availability.ALL);
    Question question =
        new Question("https://shop.example/p/1", null, null, null, List.of(), List.of(), null);
    return (Explanation)
        new Explainer(config, Marks.of(SHOP), "crossfade.yaml", decider, live).explain(question, 0);
  }

  @Test
  void explain_templateKeptFromNext_namesItAndItsLine() {
    Live live = Live.fresh();
    assertThat(explain(live).backend()).isEqualTo("next");

    live.guards().of("catalog").withhold("product");

    Explanation kept = explain(live);
    assertThat(kept.backend()).isEqualTo("legacy");
    assertThat(kept.reason()).isEqualTo("guard");
    assertThat(kept.trace())
        .anySatisfy(
            step -> {
              assertThat(step.text()).contains("template product is kept from next");
              assertThat(step.path()).isEqualTo("units[0].guard");
              assertThat(step.place()).startsWith("crossfade.yaml:9:");
            });
  }
}
