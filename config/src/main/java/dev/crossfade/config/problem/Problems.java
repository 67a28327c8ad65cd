package dev.crossfade.config.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects what readers find in one file. Not thread-safe: one load, one thread, one of these. */
public final class Problems {
  /** A file of a million mistakes is still answered in one screen's time. */
  private static final int MOST = 1_000;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  public Problems(String file) {
    this.file = file;
  }

  public void add(Mark mark, String path, Problem.Kind kind, String message) {
    put(problems, new Problem(file, mark, path, kind, message));
  }

  public void warn(Mark mark, String path, String message) {
    put(warnings, new Problem(file, mark, path, Problem.Kind.MEANING, message));
  }

  /** Whether another problem would be dropped, so that its message need not be made. */
  public boolean isFull() {
    return problems.size() >= MOST;
  }

  private static void put(List<Problem> list, Problem problem) {
    if (list.size() < MOST) {
      list.add(problem);
    }
  }

  /** What keeps the file from being applied, in the order of the file. */
  public List<Problem> problems() {
    return problems.stream().distinct().sorted(Problem.ORDER).toList();
  }

  /** What the operator should know though the file is valid, in the order of the file. */
  public List<Problem> warnings() {
    return warnings.stream().distinct().sorted(Problem.ORDER).toList();
  }
}
