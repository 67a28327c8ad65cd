package dev.crossfade.config.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems("crossfade.yaml");

  @Test
  void problems_addedInAnyOrder_areInTheOrderOfTheFile() {
    add(2, 1, "c", "third");
    add(1, 9, "b", "second");
    add(1, 3, "a", "first");
    add(2, 1, "c", "another");

    assertThat(problems.problems())
        .extracting(Problem::message)
        .containsExactly("first", "second", "another", "third");
  }

  @Test
  void problems_theSameTwice_isThereOnce() {
    add(1, 1, "a", "wrong");
    add(1, 1, "a", "wrong");

    assertThat(problems.problems()).hasSize(1);
  }

  @Test
  void problems_moreThanAnybodyReads_areCut() {
    for (int i = 0; i < 5_000; i++) {
      add(1 + i, 1, "a", "wrong");
    }

    assertThat(problems.problems()).hasSize(1_000);
    assertThat(problems.isFull()).isTrue();
  }

  @Test
  void warnings_beforeProblems_areKeptApart() {
    problems.warn(Mark.START, "a", "mind this");

    assertThat(problems.warnings()).hasSize(1);
    assertThat(problems.problems()).isEmpty();
  }

  @Test
  void toString_ofAProblem_isALineThatEditorsJumpTo() {
    add(14, 13, "units[0].exposure.percent", "120% (expected: 0%..100%)");
    add(15, 1, "", "the file ends");

    assertThat(problems.problems())
        .map(Problem::toString)
        .containsExactly(
            "crossfade.yaml:14:13: units[0].exposure.percent: 120% (expected: 0%..100%)",
            "crossfade.yaml:15:1: the file ends");
  }

  private void add(int line, int column, String path, String message) {
    problems.add(new Mark(line, column), path, Problem.Kind.SHAPE, message);
  }
}
