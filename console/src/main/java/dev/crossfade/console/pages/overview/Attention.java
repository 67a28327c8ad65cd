package dev.crossfade.console.pages.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person should see to.
 *
 * @param about what it concerns, in bold before the sentence; may be empty
 * @param text the sentence, up to a time
 * @param at a time; null: there is none in it
 * @param after the rest of the sentence
 * @param href where to see to it
 * @param link what leads there
 */
public record Attention(
    Severity severity,
    String about,
    String text,
    @Nullable Instant at,
    String after,
    String href,
    String link) {
  /** How urgent it is, the most urgent first. */
  public enum Severity {
    /** Something is broken. */
    FAIL("fail"),
    /** Something waits. */
    HOLD("hold"),
    /** Somebody should know. */
    MINOR("note");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** As the style sheet calls it. */
    public String kind() {
      return this == MINOR ? "minor" : word;
    }
  }

  static Attention of(Severity severity, String about, String text, String href, String link) {
    return new Attention(severity, about, text, null, "", href, link);
  }
}
