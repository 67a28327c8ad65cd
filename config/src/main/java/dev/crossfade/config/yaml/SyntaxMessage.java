package dev.crossfade.config.yaml;

import dev.crossfade.config.problem.Excerpt;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What the YAML parser complains about, in words that help who wrote the file. */
final class SyntaxMessage {
  private SyntaxMessage() {}

  static String of(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    String context = String.valueOf(e.getContext());
    if (problem.contains("(TAB)")) {
      return "a tab (expected: spaces, also for indentation)";
    }
    if (problem.contains("that cannot start any token")) {
      String character = problem.substring(0, problem.indexOf(" that cannot"));
      return character.replace("found character", "a value starts with")
          + " (expected: quotes around it)";
    }
    if (problem.contains("escape")) {
      return "a backslash starts an escape that YAML does not know"
          + " (expected: single quotes around the text, or two backslashes for one)";
    }
    if (context.contains("scanning an alias") || context.contains("scanning an anchor")) {
      return "* and & start the name of an anchor (expected: quotes around a text with them)";
    }
    if (problem.contains("expected ',' or")) {
      String close = problem.contains("']'") ? "]" : "}";
      return "what opens" + start(e) + " is not closed (expected: , or " + close + ")";
    }
    if (problem.contains("unexpected end of stream") && context.contains("quoted")) {
      return "the text that opens" + start(e) + " is not closed (expected: its quote)";
    }
    if (problem.contains("could not find expected ':'")) {
      return "a line that is no key with its value (expected: key: value)";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "a second colon, or a line too far to the right"
          + " (expected: key: value, and quotes around a text with a colon)";
    }
    if (problem.contains("expected <block end>")) {
      return "this does not continue what starts"
          + start(e)
          + " (expected: the same indentation, and every quote closed)";
    }
    return "not readable as YAML: " + Excerpt.of(problem);
  }

  private static String start(MarkedYamlEngineException e) {
    return e.getContextMark()
        .map(mark -> " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse("");
  }
}
