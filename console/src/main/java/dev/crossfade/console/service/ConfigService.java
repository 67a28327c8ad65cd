package dev.crossfade.console.service;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows configurations, without their secrets, and what going from one to another would mean.
 * Called on threads that may block.
 */
public interface ConfigService {
  /** The text of a version; empty: it is not kept. */
  Optional<VersionText> versionText(long version);

  /** From one version to another; empty: one of them is not kept. */
  Optional<ConfigDifference> difference(long from, long to);

  /**
   * What reading the file again would do, or going back.
   *
   * @param version null: the file
   * @param files whether the files that it names are looked into as well
   * @return empty: the version is not kept
   */
  Optional<Consequence> consequence(@Nullable Long version, boolean files);

  /**
   * A text as it may be shown.
   *
   * @param text without secrets and comments; null: it cannot be read any more, so that nobody
   *     knows where its secrets are
   */
  record VersionText(AdminServices.Version version, boolean active, @Nullable String text) {}

  /**
   * What is another than before.
   *
   * @param lines null: one of the texts cannot be read any more, or is too long
   * @param keys by the model, defaults included; null: one of them would not be applied today
   */
  record ConfigDifference(
      long from,
      long to,
      @Nullable List<TextLine> lines,
      int added,
      int removed,
      @Nullable List<KeyChange> keys) {}

  /**
   * A line of a comparison.
   *
   * @param kind same, added, removed, or folded: the text says how many lines are left out
   * @param before its number in the first text; 0: it is not there
   */
  record TextLine(String kind, int before, int now, String text) {}

  /**
   * A key that says another thing.
   *
   * @param before null: it was not there
   */
  record KeyChange(String path, @Nullable String before, @Nullable String now) {}

  /**
   * What would happen.
   *
   * @param same whether the text is that of the active version
   * @param problems why it would be refused; empty: it would be applied
   * @param rollouts what it means for those that are under way, in sentences
   */
  record Consequence(
      boolean same,
      List<ProblemView> problems,
      List<ProblemView> warnings,
      List<String> rollouts,
      @Nullable ConfigDifference difference) {
    public Consequence {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
      rollouts = List.copyOf(rollouts);
    }
  }
}
