package dev.crossfade.seo.page;

/**
 * What a page says that is its own, as a number of words and a signature by which two texts are
 * compared without either: a minhash of shingles.
 *
 * @param words how many
 * @param signature nobody writes to it
 * @param beginning the first words, for people
 */
@SuppressWarnings("ArrayRecordComponent") // compared by similarity, written by nobody
public record MainText(int words, long[] signature, String beginning) {
  public static final MainText NONE = new MainText(0, new long[0], "");

  /** How many different shingles; about as many as words where that is more than are kept. */
  public int shingles() {
    return signature.length < Signatures.MOST
        ? signature.length
        : Math.max(words, signature.length);
  }

  /** About which share of shingles both have, 0 to 1; of two empty texts 1. */
  public double similarity(MainText other) {
    return Signatures.similarity(signature, other.signature);
  }
}
