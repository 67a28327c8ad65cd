package dev.crossfade.console.pages.config;

import dev.crossfade.console.service.ConfigService.Consequence;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody is about to do to the configuration.
 *
 * @param version to go back to; null: the file is read again
 * @param active the version that is active now
 * @param wrong why it was not done; null: it was not tried
 */
public record Undertaking(
    @Nullable Long version, long active, Consequence consequence, @Nullable String wrong) {
  public String title() {
    return version == null ? "Reload from the file" : "Go back to version " + version;
  }

  /** Where it is done. */
  public String action() {
    return version == null ? "/config/reload" : "/config/" + version + "/rollback";
  }

  /** What would come of it, in a sentence. */
  public String sentence() {
    if (!consequence.problems().isEmpty()) {
      return "It would be refused, and the active configuration would serve on.";
    }
    if (consequence.same()) {
      return version == null
          ? "The file says what is active. A reload reads the files that it names again, and nothing else changes."
          : "That version says what is active: nothing would change.";
    }
    return "It would be applied at once, with no connection dropped.";
  }

  public String verdict() {
    return consequence.problems().isEmpty() ? consequence.same() ? "minor" : "pass" : "fail";
  }
}
