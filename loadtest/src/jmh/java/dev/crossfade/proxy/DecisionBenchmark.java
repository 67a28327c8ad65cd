package dev.crossfade.proxy;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.proxy.http1.Messages;
import dev.crossfade.routing.Availability;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Live;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * From a head that was read to the backend: who asks, by the identity cookie, and which unit it is.
 * The texts of the head are made already. The last of all units is the one that matches, so every
 * rule is asked.
 */
@State(Scope.Thread)
public class DecisionBenchmark {
  private final ClientRequest request = new ClientRequest(new Texts());
  private final Hops hops = Hops.of(InetAddress.getLoopbackAddress(), false, List.of());
  private final Decider tenUnits = decider(10);
  private final Decider thousandUnits = decider(1_000);
  private final Decider thousandRules =
      Decider.plain(rules(1_000), Live.fresh()).with(Availability.ALL);

  public DecisionBenchmark() {
    request.head().copy(Messages.requestHead());
    request.begin(hops, List.of());
  }

  private static Decider decider(int units) {
    return Decider.plain(config(units), Live.fresh()).with(Availability.ALL);
  }

  private static Config config(int units) {
    StringBuilder yaml =
        new StringBuilder(
            """
            listeners: [ { bind: "127.0.0.1:8080" } ]
            backends:
              legacy: { endpoints: [ "http://127.0.0.1:8081" ] }
              next: { endpoints: [ "http://127.0.0.1:8082" ] }
            units:
            """);
    for (int i = 1; i < units; i++) {
      yaml.append(
          "  - { name: unit%1$d, match: [ { path: /section%1$d/** } ], send: next }\n"
              .formatted(i));
    }
    yaml.append("  - { name: catalog, match: [ { path: /c/** } ], exposure: { percent: 50% } }\n");
    return load(yaml);
  }

  /** None of the rules holds. */
  private static Config rules(int count) {
    StringBuilder cohorts = new StringBuilder("cohorts:\n");
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < count; i++) {
      cohorts.append("  c%1$d: { cookie: { customer_group: g%1$d } }\n".formatted(i));
      rules.append("        - { cohort: c%d, send: next }\n".formatted(i));
    }
    return load(
        new StringBuilder(
                """
                listeners: [ { bind: "127.0.0.1:8080" } ]
                backends:
                  legacy: { endpoints: [ "http://127.0.0.1:8081" ] }
                  next: { endpoints: [ "http://127.0.0.1:8082" ] }
                """)
            .append(cohorts)
            .append("units:\n  - name: catalog\n    match: { path: /c/** }\n")
            .append("    exposure:\n      percent: 50%\n      rules:\n")
            .append(rules));
  }

  private static Config load(StringBuilder yaml) {
    byte[] bytes = yaml.toString().getBytes(StandardCharsets.UTF_8);
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new IllegalStateException(invalid.toString());
    };
  }

  @Benchmark
  public Decision tenUnits() {
    return decide(tenUnits);
  }

  @Benchmark
  public Decision thousandUnits() {
    return decide(thousandUnits);
  }

  @Benchmark
  public Decision thousandRules() {
    return decide(thousandRules);
  }

  private Decision decide(Decider decider) {
    return decider.router().decide(decider.visitors().recognise(request, 0), 0);
  }
}
