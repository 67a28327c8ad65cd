package dev.crossfade.console.service;

import dev.crossfade.config.problem.Problem;

/** A problem as the API and {@code check --json} show it. */
public record ProblemView(String file, int line, int column, String path, String message) {
  public static ProblemView of(Problem problem) {
    return new ProblemView(
        problem.file(),
        problem.mark().line(),
        problem.mark().column(),
        problem.path(),
        problem.message());
  }
}
