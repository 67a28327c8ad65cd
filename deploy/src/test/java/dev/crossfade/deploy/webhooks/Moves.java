package dev.crossfade.deploy.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.Phase;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.Transition.Kind;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens to the unit catalog. */
final class Moves {
  static final String KEY = "a-key-nobody-can-guess";
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Moves() {}

  static Config config(@Nullable String key, URI... receivers) {
    String text =
        """
        listeners: [ { bind: "127.0.0.1:0" } ]
        secrets: { cookieKeys: []%s }
        backends:
          legacy: { endpoints: [ "http://10.0.0.1" ] }
          next: { endpoints: [ "http://10.0.0.2" ] }
        units:
          - name: catalog
            match: { path: /** }
            rollout:
              stages: [ { percent: 25%%, hold: 1h }, { percent: 100%%, hold: 1h } ]
              rollback: { notify: [ %s ] }
        """
            .formatted(
                key == null ? "" : ", webhookKey: " + key,
                List.of(receivers).stream()
                    .map(uri -> "\"" + uri + "\"")
                    .collect(Collectors.joining(", ")));
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(text.getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    return switch (loaded) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  /** A move of the run so many. */
  static Transition move(Kind kind, int run, boolean here) {
    return new Transition(
        "catalog",
        kind,
        Phase.RUNNING,
        kind == Kind.ROLLBACK ? Phase.ROLLED_BACK : Phase.RUNNING,
        2_500,
        kind == Kind.ROLLBACK ? 0 : 2_500,
        "gate:errors",
        NOON,
        "errors: next 9 %: fail",
        List.of(),
        run,
        here,
        true);
  }

  static Transition move(Kind kind, int run) {
    return move(kind, run, true);
  }

  static Verdict verdict(Says says) {
    return new Verdict("errors", says, "errors: next 9 %: " + says, null, null, 7);
  }

  static RolloutView view(Verdict... verdicts) {
    return new RolloutView(
        "catalog",
        Phase.RUNNING,
        1,
        2,
        2_500,
        10_000,
        NOON,
        null,
        null,
        List.of(),
        List.of(verdicts),
        "catalog-team",
        "catalog-oncall",
        List.of("catalog reads"),
        List.of("reviews"),
        1,
        "salt",
        true,
        null,
        Kind.START,
        null,
        null,
        null);
  }
}
