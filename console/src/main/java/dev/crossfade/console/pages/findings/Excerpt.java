package dev.crossfade.console.pages.findings;

import dev.crossfade.console.pages.Legible;
import dev.crossfade.console.service.FindingService.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What a storefront says, with what the other one does not say marked. What both say is cut short
 * but for what stands around a mark.
 */
public record Excerpt(List<Piece> pieces) {
  private static final int AROUND = 48;
  private static final int WORTH_CUTTING = 24;

  public Excerpt {
    pieces = List.copyOf(pieces);
  }

  /**
   * A piece of it.
   *
   * @param marked whether the other one does not have it
   * @param left how many characters are left out here instead
   */
  public record Piece(String text, boolean marked, int left) {}

  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  static Excerpt of(List<Part> parts) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.changed()) {
        pieces.add(new Piece(Legible.of(part.text()), true, 0));
      } else {
        int before = i == 0 ? 0 : AROUND;
        int after = i == parts.size() - 1 ? 0 : AROUND;
        cut(part.text(), before == 0 && after == 0 ? 2 * AROUND : before, after, pieces);
      }
    }
    return new Excerpt(pieces.stream().filter(p -> p.left > 0 || !p.text.isEmpty()).toList());
  }

  /** Keeps so many characters at both ends. */
  private static void cut(String text, int head, int tail, List<Piece> pieces) {
    int from = Math.min(head, text.length());
    int to = Math.max(from, text.length() - tail);
    if (to - from <= WORTH_CUTTING) {
      pieces.add(new Piece(Legible.of(text), false, 0));
      return;
    }
    if (Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
      to--;
    }
    pieces.add(new Piece(Legible.of(text.substring(0, from)), false, 0));
    pieces.add(new Piece("", false, to - from));
    pieces.add(new Piece(Legible.of(text.substring(to)), false, 0));
  }
}
