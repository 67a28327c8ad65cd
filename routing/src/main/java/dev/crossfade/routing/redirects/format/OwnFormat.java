package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.RedirectRule;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes redirects rule by rule in a format of our own, and keeps none: CSV, or JSON Lines where a
 * rule is of those that a row cannot say.
 */
public final class OwnFormat {
  private static final TableWriter TABLE = new TableWriter(Format.CSV);
  private static final JsonRuleWriter LINES = new JsonRuleWriter(false);

  private final Format format;
  private final Writer out;

  private OwnFormat(Format format, Writer out) {
    this.format = format;
    this.out = out;
  }

  /** Begins a table, which takes only rules that {@link #isRow} holds for. */
  public static OwnFormat table(Writer out) throws IOException {
    TABLE.write(List.of(), out, OwnFormat::never);
    return new OwnFormat(Format.CSV, out);
  }

  /** Begins lines, which take all. */
  public static OwnFormat lines(Writer out) {
    return new OwnFormat(Format.JSONL, out);
  }

  /** Whether a row of a table says all of it. */
  public static boolean isRow(RedirectRule rule) {
    boolean[] whole = {true};
    try {
      TableWriter.own(rule, (_, _) -> whole[0] = false);
      return whole[0];
    } catch (Refusal _) {
      return false;
    }
  }

  public void write(RedirectRule rule) throws IOException {
    if (format == Format.CSV) {
      try {
        out.write(TableWriter.own(rule, OwnFormat::never));
      } catch (Refusal refusal) {
        throw new IllegalArgumentException(rule + " (expected: what a row can say)", refusal);
      }
    } else {
      LINES.write(List.of(rule), out, OwnFormat::never);
    }
  }

  private static void never(RedirectRule rule, String why) {
    throw new IllegalArgumentException(rule + ": " + why + " (expected: nothing is lost)");
  }
}
