package dev.crossfade.seo.shadow;

import java.util.List;

/** What is thought of two answers to one request. */
public sealed interface ShadowVerdict {
  /** They say the same, but for what a storefront contradicts in itself. */
  record Same() implements ShadowVerdict {}

  /** One is found and the other is not, or the like. */
  record StatusDiffers(int served, int shadow) implements ShadowVerdict {}

  /**
   * The same status and something else to read.
   *
   * @param differences the first of them, one for each place
   * @param count all of them
   */
  record BodyDiffers(List<Difference> differences, int count) implements ShadowVerdict {
    public BodyDiffers {
      differences = List.copyOf(differences);
    }
  }

  /**
   * They cannot be compared.
   *
   * @param reason for an operator
   */
  record Incomparable(String reason) implements ShadowVerdict {}
}
