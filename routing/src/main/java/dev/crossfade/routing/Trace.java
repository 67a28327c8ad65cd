package dev.crossfade.routing;

import java.util.ArrayList;
import java.util.List;

/** Takes down how a decision comes about, for those who ask why. Not thread-safe. */
public final class Trace {
  private final List<Step> steps = new ArrayList<>();

  /**
   * One step.
   *
   * @param path the key of the configuration that caused it, such as {@code units[0].match[0]};
   *     empty: none did
   */
  public record Step(String path, String text) {}

  void add(String path, String text) {
    steps.add(new Step(path, text));
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }
}
