package dev.crossfade.console.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter that has a few values to choose from.
 *
 * @param name of the parameter
 * @param label what it is about
 * @param any what choosing none is called
 * @param chosen null: none is
 */
public record Choice(
    String name, String label, String any, @Nullable String chosen, List<Option> options) {
  public Choice {
    options = List.copyOf(options);
  }

  /** A value, and how it is shown. */
  public record Option(String value, String text) {}

  public boolean isChosen(String value) {
    return value.equals(chosen);
  }

  /** Whether what is chosen is among the options; an old link may name what is gone. */
  public boolean isForeign() {
    return chosen != null && options.stream().noneMatch(option -> option.value.equals(chosen));
  }
}
