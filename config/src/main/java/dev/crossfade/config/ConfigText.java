package dev.crossfade.config;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.shape.Redaction;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The text of a configuration as it may be shown: no secret, no comment, every line in place. */
public final class ConfigText {
  private ConfigText() {}

  /** Empty: it cannot be read any more, so nobody knows where its secrets are. */
  public static Optional<String> redacted(String text) {
    return Redaction.of(Config.class, text);
  }

  /**
   * The same.
   *
   * @param label what to write for a secret, by its value
   */
  public static Optional<String> redacted(String text, UnaryOperator<String> label) {
    return Redaction.of(Config.class, text, label);
  }
}
