package dev.crossfade.config;

import dev.crossfade.config.model.Config;
import java.util.List;

/** A running gateway that can take another configuration. */
@FunctionalInterface
public interface Activation {
  /**
   * Compiles and applies a valid configuration as a whole. Called by one thread at a time, never by
   * an event loop.
   *
   * @return what stands in the way, a line each; then nothing was changed. Empty: it is active
   */
  List<String> activate(Config config);
}
