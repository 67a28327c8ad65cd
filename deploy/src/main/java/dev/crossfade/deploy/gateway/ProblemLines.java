package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Marks;
import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives lines of problems their place: what names a line of a file is there, what names a key is
 * where the key stands in the configuration.
 */
record ProblemLines(String name, Marks marks) {
  private static final Pattern IN_A_FILE = Pattern.compile("(/.+?):([0-9]{1,9}): (.*)");
  private static final Pattern OF_A_KEY =
      Pattern.compile("([A-Za-z][A-Za-z0-9_-]*(?:[.\\[][^:\\s]*)?): (.*)");

  List<Problem> of(List<String> lines) {
    return lines.stream().map(this::of).toList();
  }

  private Problem of(String line) {
    Matcher file = IN_A_FILE.matcher(line);
    if (file.matches() && Integer.parseInt(file.group(2)) > 0) {
      Mark mark = new Mark(Integer.parseInt(file.group(2)), 1);
      return new Problem(file.group(1), mark, "", Problem.Kind.MEANING, file.group(3));
    }
    Matcher key = OF_A_KEY.matcher(line);
    return key.matches()
        ? problem(marks.find(key.group(1)).orElse(Mark.START), key.group(1), key.group(2))
        : problem(Mark.START, "", line);
  }

  private Problem problem(Mark mark, String path, String message) {
    return new Problem(name, mark, path, Problem.Kind.MEANING, message);
  }
}
