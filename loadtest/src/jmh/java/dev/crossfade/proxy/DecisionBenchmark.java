package dev.crossfade.proxy;

import dev.crossfade.cohorts.Visitors;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Messages;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Router;
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
 * The last of all units is the one that matches, so every rule is asked.
 */
@State(Scope.Thread)
public class DecisionBenchmark {
  private final Head head = Messages.requestHead();
  private final Hops hops = Hops.of(InetAddress.getLoopbackAddress(), false, List.of());
  private final Texts texts = new Texts();
  private final Visitors visitors;
  private final Router tenUnits;
  private final Router thousandUnits;

  public DecisionBenchmark() {
    Config config = config(10);
    visitors = Visitors.of(config);
    tenUnits = Router.of(config);
    thousandUnits = Router.of(config(1_000));
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

  private Decision decide(Router router) {
    ClientHead asked = new ClientHead(head, hops, texts);
    return router.decide(visitors.recognise(asked, 0));
  }
}
