package dev.crossfade.console.pages.config;

import dev.crossfade.console.service.ProblemView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of checks says.
 *
 * @param text as it was sent; empty: nothing was
 * @param valid whether it would be applied; null: nothing was sent
 * @param files whether the files that it names were looked into
 */
public record ConfigCheck(
    String text,
    @Nullable Boolean valid,
    boolean files,
    List<ProblemView> problems,
    List<ProblemView> warnings,
    List<String> rollouts) {
  static final ConfigCheck NOTHING =
      new ConfigCheck("", null, false, List.of(), List.of(), List.of());

  public ConfigCheck {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    rollouts = List.copyOf(rollouts);
  }
}
