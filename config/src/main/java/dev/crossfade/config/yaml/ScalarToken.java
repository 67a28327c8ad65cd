package dev.crossfade.config.yaml;

import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A single value or key as it stands in a text, with its anchor and tag.
 *
 * @param mark as of its {@link Node.Scalar} or {@link Node.Mapping.Entry}
 * @param from where it begins, in code points
 * @param to where it ends
 * @param block whether it is written below its {@code |} or {@code >}
 * @param value what it says
 */
public record ScalarToken(Mark mark, int from, int to, boolean block, String value) {
  /** All of them in the order of the text; empty: it is no document that can be read. */
  public static Optional<List<ScalarToken>> of(String text) {
    Problems problems = new Problems("");
    List<ScalarToken> tokens =
        new YamlReader(problems).tokens(text.getBytes(StandardCharsets.UTF_8));
    return problems.problems().isEmpty() ? Optional.of(tokens) : Optional.empty();
  }
}
