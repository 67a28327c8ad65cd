package dev.crossfade.console.pages.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as a page shows it: as much of it as anybody reads there.
 *
 * @param lines with their numbers, in one text
 * @param left how many lines are left out
 */
public record ShownText(String lines, int left) {
  private static final int MOST = 1_500;
  private static final int MOST_CHARACTERS = 90_000;

  /** The first lines of a text. */
  public static ShownText of(String text) {
    List<String> all = text.lines().toList();
    int width = Integer.toString(Math.min(MOST, all.size())).length();
    List<String> shown = new ArrayList<>();
    int characters = 0;
    for (int i = 0; i < all.size() && i < MOST && characters < MOST_CHARACTERS; i++) {
      shown.add(("%" + width + "d  %s").formatted(i + 1, all.get(i)));
      characters += all.get(i).length() + width;
    }
    return new ShownText(String.join("\n", shown), all.size() - shown.size());
  }
}
