package dev.crossfade.deploy.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For commands that can ask a running gateway and need none. */
final class AdminChoice {
  @Option(
      names = "--admin",
      description = "Asks the gateway with this admin port, such as http://127.0.0.1:9900.",
      paramLabel = "URL")
  private @Nullable URI admin;

  boolean isMade() {
    return admin != null;
  }

  /** The gateway that was chosen. */
  AdminCall call() {
    URI chosen = admin;
    if (chosen == null) {
      throw new IllegalStateException("no gateway was chosen (expected: isMade)");
    }
    return AdminCall.to(chosen);
  }
}
