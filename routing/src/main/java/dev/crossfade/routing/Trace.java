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
   * @param place where it stands in a file that the configuration names, such as {@code
   *     redirects.csv:12}; empty: in the configuration itself
   */
  public record Step(String path, String text, String place) {}

  /** Takes down a step that a key of the configuration caused. */
  public void add(String path, String text) {
    add(path, text, "");
  }

  /** Takes down a step that a line of another file caused. */
  public void add(String path, String text, String place) {
    steps.add(new Step(path, text, place));
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }
}
