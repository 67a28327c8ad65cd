package dev.crossfade.rollout;

import static dev.crossfade.rollout.TestGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.journal.Unwritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that went back while its journal failed, and is started again before it is well. */
class UnwrittenTest {
  @TempDir Path stateDir;
  private final TestGateway gateway = new TestGateway();

  @BeforeEach
  void start() {
    gateway.unwritten = Unwritten.in(stateDir);
    gateway.restart(Duration.ZERO);
    gateway.start();
    gateway.force("25%");
    gateway.testJournal().fail("no route to host");
  }

  @Test
  void rollback_restartWhileTheJournalFails_isInEffectFromTheStartAndWrittenLater() {
    gateway.rollback("1%");

    gateway.restart(Duration.ofMinutes(5));

    assertThat(gateway.told).endsWith("catalog 2500", "catalog 100", "catalog 100");
    assertThat(gateway.state()).isEqualTo("rolled-back 100");
    assertThat(gateway.view().durable()).isFalse();
    assertThat(refusal(gateway.start()))
        .startsWith("catalog: its last rollback is in effect but not in the journal yet: ");
    gateway.testJournal().fail(null);
    gateway.rollouts.tick();
    assertThat(gateway.view().durable()).isTrue();
    assertThat(gateway.view().lastBy()).isEqualTo("ana");
    gateway.restart(Duration.ZERO);
    assertThat(gateway.state()).isEqualTo("rolled-back 100");
    assertThat(gateway.journal.lastSeq()).isEqualTo(3);
  }

  @Test
  void holdThenAbort_restart_isTheLastOfThem() {
    gateway.hold();
    gateway.restart(Duration.ZERO);
    assertThat(gateway.state()).isEqualTo("held 2500");

    gateway.abort();
    gateway.restart(Duration.ZERO);

    assertThat(gateway.state()).isEqualTo("aborted 0");
  }

  /** Whoever moved it since has decided on what there was. */
  @Test
  void rollback_otherGatewayMovedBeforeTheRestart_isMoot() {
    gateway.rollback(null);
    gateway.testJournal().fail(null);
    new TestGateway(gateway.ticker, gateway.journal, TestGateway.config(TestGateway.PLAN))
        .force("100%");

    gateway.restart(Duration.ofMinutes(5));

    assertThat(gateway.state()).isEqualTo("running 10000");
    assertThat(gateway.view().durable()).isTrue();
  }

  @Test
  void rollback_writtenBeforeTheRestart_isForgotten() {
    gateway.rollback(null);
    gateway.testJournal().fail(null);
    gateway.rollouts.tick();
    gateway.rollouts.start("catalog", "ana", "again", true);

    gateway.restart(Duration.ZERO);

    assertThat(gateway.state()).isEqualTo("running 100");
    assertThat(stateDir.resolve("unwritten.log")).isEmptyFile();
  }

  /** The journal took it and its answer was lost: it is not done twice. */
  @Test
  void rollback_answerLostAndRestart_isOneEntry() {
    gateway.testJournal().fail(null);
    gateway.testJournal().loseAnswers(true);
    gateway.rollback(null);
    gateway.testJournal().loseAnswers(false);

    gateway.restart(Duration.ZERO);
    gateway.rollouts.tick();

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
    assertThat(gateway.journal.lastSeq()).isEqualTo(3);
  }

  @Test
  void rollback_fileDamaged_isAsWithoutIt() throws IOException {
    gateway.rollback(null);
    Files.writeString(stateDir.resolve("unwritten.log"), "rubbish\n");

    gateway.restart(Duration.ZERO);

    assertThat(gateway.state()).isEqualTo("running 2500");
  }

  @Test
  void rollback_stateDirGone_isInEffectAllTheSame() throws IOException {
    Files.delete(stateDir);

    assertThat(refusal(gateway.rollback(null))).isEqualTo("moved to rolled-back 0");
    gateway.rollouts.tick();

    assertThat(gateway.state()).isEqualTo("rolled-back 0");
    Files.createDirectory(stateDir);
  }
}
