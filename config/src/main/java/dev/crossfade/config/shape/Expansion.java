package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code>, <code>${NAME:-default}</code> and <code>${file:path}</code> in a
 * text; a dollar before it keeps the characters themselves. What a variable or file holds is never
 * expanded again and never shows in a message: it may be a secret.
 */
final class Expansion {
  /** A key or a password, not a document. */
  private static final int MOST_BYTES = 64 << 10;

  /** All values of a file together: a long one may hang in many places. */
  private static final int MOST_CHARACTERS = 16 << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String EXPECTED =
      " (expected: ${NAME}, ${NAME:-default} or ${file:path}; $${ for the characters themselves)";

  private final Surroundings surroundings;
  private final Problems problems;
  private int charactersLeft = MOST_CHARACTERS;

  Expansion(Surroundings surroundings, Problems problems) {
    this.surroundings = surroundings;
    this.problems = problems;
  }

  static boolean isNeeded(String text) {
    return text.contains("${");
  }

  /** The text with everything replaced, unless something cannot be; then the problems say what. */
  Optional<String> expand(String text, Mark mark, String path) {
    Optional<String> expanded =
        charactersLeft > 0 ? expandAll(text, mark, path) : Optional.of(text);
    charactersLeft = Math.max(-1, charactersLeft - expanded.map(String::length).orElse(0));
    if (charactersLeft >= 0) {
      return expanded;
    }
    problems.add(
        mark,
        path,
        Problem.Kind.MEANING,
        "expands to too much (expected: at most %d characters in the whole file)"
            .formatted(MOST_CHARACTERS));
    return Optional.empty();
  }

  private Optional<String> expandAll(String text, Mark mark, String path) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (true) {
      int open = text.indexOf("${", at);
      if (open < 0) {
        return Optional.of(out.append(text, at, text.length()).toString());
      }
      if (open > at && text.charAt(open - 1) == '$') {
        out.append(text, at, open - 1).append("${");
        at = open + 2;
        continue;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        problems.add(mark, path, Problem.Kind.MEANING, "${ without its }" + EXPECTED);
        return Optional.empty();
      }
      Optional<String> value = value(text.substring(open + 2, close), mark, path);
      if (value.isEmpty() || out.length() > charactersLeft) {
        return value.map(_ -> out.toString());
      }
      out.append(text, at, open).append(value.get());
      at = close + 1;
    }
  }

  private Optional<String> value(String reference, Mark mark, String path) {
    if (reference.startsWith("file:")) {
      return file(reference.substring("file:".length()), mark, path);
    }
    int dash = reference.indexOf(":-");
    String name = dash < 0 ? reference : reference.substring(0, dash);
    boolean nested = reference.contains("${");
    if (nested || !NAME.matcher(name).matches()) {
      problems.add(
          mark,
          path,
          Problem.Kind.MEANING,
          "${" + Excerpt.of(reference) + (nested ? " holds another ${" : "}") + EXPECTED);
      return Optional.empty();
    }
    Optional<String> value = surroundings.variable(name).filter(text -> !text.isEmpty());
    if (value.isPresent() || dash >= 0) {
      return Optional.of(value.orElseGet(() -> reference.substring(dash + 2)));
    }
    problems.add(
        mark,
        path,
        Problem.Kind.MEANING,
        "${%s} is not set (expected: the environment variable %s, or a default as in ${%s:-…})"
            .formatted(name, name, name));
    return Optional.empty();
  }

  private Optional<String> file(String name, Mark mark, String path) {
    String failure;
    try {
      Path file = surroundings.resolve(Path.of(name));
      surroundings.onInput(file);
      if (!Files.isRegularFile(file)) {
        failure = "is no file (expected: a text file, relative to the configuration)";
      } else if (Files.size(file) > MOST_BYTES) {
        failure = "holds " + Files.size(file) + " bytes (expected: at most " + MOST_BYTES + ")";
      } else {
        return Optional.of(Files.readString(file, StandardCharsets.UTF_8).stripTrailing());
      }
    } catch (IOException e) {
      failure =
          "cannot be read: " + e.getClass().getSimpleName() + " (expected: a readable UTF-8 text)";
    } catch (InvalidPathException e) {
      failure = "is no path (expected: the name of a file)";
    }
    problems.add(mark, path, Problem.Kind.MEANING, "${file:" + Excerpt.of(name) + "} " + failure);
    return Optional.empty();
  }
}
