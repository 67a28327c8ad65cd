package dev.crossfade.seo.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an interrupted audit, wherever it was interrupted. */
class SpoolTest {
  private static final Asked ASKED = new Asked("redirects", List.of("https://a.example"), "1");
  private static final int SUBJECTS = 7;

  @TempDir Path spools;

  /** Each subject has a finding and a fact, but every third. */
  private static final class Counting implements Audit<Integer> {
    private final List<String> learnt = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();

    @Override
    public void subjects(Consumer<Integer> each) {
      IntStream.range(0, SUBJECTS).forEach(each::accept);
    }

    @Override
    public synchronized Checked check(Integer subject) {
      asked.add(subject);
      return subject % 3 == 2
          ? Checked.FINE
          : new Checked(List.of(finding(subject)), List.of("fact " + subject), true);
    }

    @Override
    public void learn(String fact) {
      learnt.add(fact);
    }

    @Override
    public Conclusion conclude(Consumer<Finding> more) {
      more.accept(finding(100));
      return Conclusion.NONE;
    }
  }

  private static Finding finding(int number) {
    return new Finding(
        Rule.RED_CHAIN,
        Severity.MAJOR,
        "https://a.example/ä\n" + number,
        "",
        "a \"quote\"",
        "",
        "message",
        "x".repeat(40));
  }

  private static List<String> urls(Spool spool) {
    List<String> urls = new ArrayList<>();
    spool.findings(_ -> true).forEach(finding -> urls.add(finding.url()));
    return urls.stream().sorted().toList();
  }

  private static List<String> expected() {
    return IntStream.of(0, 1, 3, 4, 6, 100).mapToObj(i -> finding(i).url()).sorted().toList();
  }

  private static Ended run(Counting audit, Spool spool) throws Exception {
    return new AuditRun<>(audit, spool, 1, Integer.MAX_VALUE).run();
  }

  @Test
  void resume_afterBeingCutAtAnyByte_losesAndRepeatsNothing() throws Exception {
    Path file;
    try (Spool spool = Spool.open(spools, ASKED, false)) {
      run(new Counting(), spool);
      file = spool.folder().resolve("checked.jsonl");
    }
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      Counting audit = new Counting();
      try (Spool spool = Spool.open(spools, ASKED, true)) {
        int before = spool.size();
        Ended ended = run(audit, spool);

        assertThat(audit.asked).as("cut at %d", cut).hasSize(SUBJECTS - before);
        assertThat(ended.checked()).isEqualTo(SUBJECTS);
        assertThat(ended.earlier()).isEqualTo(before);
        assertThat(urls(spool)).as("cut at %d", cut).isEqualTo(expected());
        assertThat(audit.learnt)
            .containsExactlyInAnyOrder("fact 0", "fact 1", "fact 3", "fact 4", "fact 6");
      }
    }
  }

  @Test
  void resume_withRubbishAtTheEnd_goesOnBeforeIt() throws Exception {
    Path file;
    try (Spool spool = Spool.open(spools, ASKED, false)) {
      spool.add(0, Checked.of(List.of(finding(0))));
      file = spool.folder().resolve("checked.jsonl");
    }
    Files.writeString(file, Files.readString(file) + "\0\0\0\0\n{\"i\":3}\n");

    try (Spool spool = Spool.open(spools, ASKED, true)) {
      assertThat(spool.size()).isEqualTo(1);
      assertThat(spool.has(0)).isTrue();
      assertThat(spool.note()).isEmpty();
    }
  }

  @Test
  void resume_withOtherInput_beginsAnewAndSaysSo() throws Exception {
    try (Spool spool = Spool.open(spools, ASKED, false)) {
      spool.add(0, Checked.FINE);
    }
    Asked changed = new Asked(ASKED.audit(), ASKED.words(), "2");
    try (Spool spool = Spool.open(spools, changed, true)) {
      assertThat(spool.size()).isZero();
      assertThat(spool.note()).contains("the input has changed");
    }
  }

  @Test
  void resume_ofNothing_beginsAndSaysSo() throws Exception {
    try (Spool spool = Spool.open(spools, ASKED, true)) {
      assertThat(spool.note()).contains("no interrupted audit");
    }
  }

  @Test
  void open_withoutResume_beginsAnewAndTellsWhatWasThere() throws Exception {
    try (Spool spool = Spool.open(spools, ASKED, false)) {
      spool.add(0, Checked.FINE);
    }
    try (Spool spool = Spool.open(spools, ASKED, false)) {
      assertThat(spool.size()).isZero();
      assertThat(spool.note()).contains("--resume");
    }
  }

  @Test
  void open_ofOtherArguments_isAnotherAudit() throws Exception {
    Asked other = new Asked(ASKED.audit(), List.of("https://b.example"), ASKED.input());
    try (Spool one = Spool.open(spools, ASKED, false);
        Spool two = Spool.open(spools, other, false)) {
      assertThat(one.folder()).isNotEqualTo(two.folder());
    }
  }

  @Test
  void open_whileTheSameRuns_isRefused() throws Exception {
    try (Spool _ = Spool.open(spools, ASKED, false)) {
      assertThatThrownBy(() -> Spool.open(spools, ASKED, true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("running already");
    }
  }

  @Test
  void remove_leavesNothing() throws Exception {
    Spool spool = Spool.open(spools, ASKED, false);
    run(new Counting(), spool);

    spool.remove();

    assertThat(spools).isEmptyDirectory();
  }
}
