package dev.crossfade.seo.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of audits: how many at once, when they end, and what is kept. */
class AuditRunTest {
  private static final Asked ASKED = new Asked("parity", List.of(), "");

  @TempDir Path spools;

  /** Numbers, and what to do with each. */
  private record Numbers(int size, Checking checking) implements Audit<Integer> {
    interface Checking {
      Checked check(int number) throws InterruptedException;
    }

    @Override
    public void subjects(Consumer<Integer> each) {
      IntStream.range(0, size).forEach(each::accept);
    }

    @Override
    public Checked check(Integer number) throws InterruptedException {
      return checking.check(number);
    }
  }

  private Ended run(Audit<Integer> audit, boolean resume, int concurrency, int most)
      throws Exception {
    try (Spool spool = Spool.open(spools, ASKED, resume)) {
      return new AuditRun<>(audit, spool, concurrency, most).run();
    }
  }

  private static Checked unanswered(int number) {
    return new Checked(
        List.of(new Finding(Rule.RED_INVALID, Severity.CRITICAL, "" + number, "", "", "", "", "")),
        List.of(),
        false);
  }

  @Test
  void run_checksAsManyAtOnceAsItMayAndNotMore() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier four = new CyclicBarrier(4);
    Ended ended =
        run(
            new Numbers(
                40,
                _ -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  try {
                    four.await();
                  } catch (java.util.concurrent.BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                  }
                  now.decrementAndGet();
                  return Checked.FINE;
                }),
            false,
            4,
            Integer.MAX_VALUE);

    assertThat(ended.why()).isEqualTo(Ended.Why.COMPLETE);
    assertThat(ended.checked()).isEqualTo(40);
    assertThat(most).hasValue(4);
  }

  @Test
  void run_withALimit_checksTheFirst() throws Exception {
    Set<Integer> asked = ConcurrentHashMap.newKeySet();
    Ended ended =
        run(
            new Numbers(
                1_000,
                number -> {
                  asked.add(number);
                  return Checked.FINE;
                }),
            false,
            8,
            10);

    assertThat(ended.why()).isEqualTo(Ended.Why.LIMIT);
    assertThat(asked).hasSize(10).allMatch(number -> number < 10);
  }

  @Test
  void stop_givesUpWhatIsBegun_andResumeAsksOnlyThatAndTheRest() throws Exception {
    CountDownLatch stuck = new CountDownLatch(3);
    CountDownLatch never = new CountDownLatch(1);
    Numbers slow =
        new Numbers(
            50,
            number -> {
              if (number >= 20) {
                stuck.countDown();
                never.await();
              }
              return Checked.FINE;
            });
    try (Spool spool = Spool.open(spools, ASKED, false)) {
      AuditRun<Integer> run = new AuditRun<>(slow, spool, 3, Integer.MAX_VALUE);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  stuck.await();
                  run.stop();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      Ended ended = run.run();

      assertThat(ended.why()).isEqualTo(Ended.Why.STOPPED);
      assertThat(ended.checked()).isEqualTo(20);
    }
    Set<Integer> asked = ConcurrentHashMap.newKeySet();
    Ended ended =
        run(
            new Numbers(
                50,
                number -> {
                  asked.add(number);
                  return Checked.FINE;
                }),
            true,
            3,
            Integer.MAX_VALUE);

    assertThat(ended.why()).isEqualTo(Ended.Why.COMPLETE);
    assertThat(ended.earlier()).isEqualTo(20);
    assertThat(asked).hasSize(30).allMatch(number -> number >= 20);
  }

  @Test
  void run_whenNobodyAnswersAnyMore_stopsAndKeepsThatForLater() throws Exception {
    Ended ended =
        run(
            new Numbers(10_000, number -> number < 5 ? Checked.FINE : unanswered(number)),
            false,
            1,
            Integer.MAX_VALUE);

    assertThat(ended.why()).isEqualTo(Ended.Why.SILENT);
    assertThat(ended.checked()).isEqualTo(5);
  }

  @Test
  void run_withSilenceNowAndThen_goesOn() throws Exception {
    Ended ended =
        run(
            new Numbers(500, number -> number % 90 == 0 ? Checked.FINE : unanswered(number)),
            false,
            1,
            Integer.MAX_VALUE);

    assertThat(ended.why()).isEqualTo(Ended.Why.COMPLETE);
    assertThat(ended.checked()).isEqualTo(500);
  }

  @Test
  void run_withAFaultOfOurs_tellsIt() {
    Numbers faulty =
        new Numbers(
            100,
            number -> {
              throw new IllegalStateException("at " + number);
            });

    assertThatThrownBy(() -> run(faulty, false, 1, Integer.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("at 0");
  }
}
