package dev.crossfade.seo.page;

/**
 * How a page is built: a signature of the paths of its elements, without texts, ids and classes.
 * Pages of one template have similar ones, however many products they list.
 *
 * @param signature nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by similarity, written by nobody
public record Shape(long[] signature) {
  public static final Shape NONE = new Shape(new long[0]);

  /** 0 to 1. */
  public double similarity(Shape other) {
    return Signatures.similarity(signature, other.signature);
  }
}
