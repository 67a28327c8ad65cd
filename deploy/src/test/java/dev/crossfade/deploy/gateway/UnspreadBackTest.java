package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.Cause;
import dev.crossfade.config.Cause.Trigger;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import dev.crossfade.rollout.journal.Unwritten;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of two gateways, ours, goes back to version 1 while it does not reach the journal, which the
 * other one goes on writing to. Version 2 is what all were at.
 */
class UnspreadBackTest {
  private static final Path SOURCE = Path.of("crossfade.yaml");

  @TempDir Path temp;
  private FileJournal store;
  private Cut journal;
  private Versions ours;
  private Versions other;

  @BeforeEach
  void start() {
    store = FileJournal.open(temp.resolve("store"), Clock.systemUTC(), Retention.DEFAULT);
    journal = new Cut(store);
    other = gateway(store, "other");
    ours = gateway(journal, "ours");
    other.keep("one", cause(Trigger.START, "system"));
    ours.keep("one", cause(Trigger.START, "system"));
    other.keep("two", cause(Trigger.FILE, "system"));
    ours.keep("two", cause(Trigger.FILE, "system"));
    journal.away = true;
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Versions gateway(Journal journal, String stateDir) {
    Path dir = temp.resolve(stateDir);
    assertThat(dir.toFile().mkdirs() || dir.toFile().isDirectory()).isTrue();
    return new Versions(
        journal, new ConfigVersions(journal, 20), SOURCE, true, Unwritten.ofConfigurations(dir));
  }

  private void restart(String text) {
    ours = gateway(journal, "ours");
    ours.keep(text, cause(Trigger.START, "system"));
  }

  private static Cause cause(Trigger trigger, String who) {
    return new Cause(trigger, who, "because");
  }

  private long back(Versions gateway, String text, String who) {
    return gateway.keep(text, cause(Trigger.ROLLBACK, who));
  }

  private Optional<String> elsewhere(Versions gateway) {
    return gateway.orderedElsewhere().map(back -> back.version() + " by " + back.actor());
  }

  private JournalEntry newest() {
    return store.before(Long.MAX_VALUE, 1).getFirst();
  }

  @Test
  void back_journalAway_isTheVersionItWas_andIsSaid() {
    assertThat(back(ours, "one", "ana")).isEqualTo(1);

    assertThat(ours.untold())
        .contains(
            "going back to version 1, ordered by ana, is in effect at this gateway alone until"
                + " then");
    assertThat(ours.spread()).isFalse();
    assertThat(elsewhere(other)).isEmpty();
  }

  @Test
  void spread_journalIsBack_othersAreToldOnce() {
    back(ours, "one", "ana");
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(ours.untold()).isEmpty();
    assertThat(elsewhere(other)).contains("1 by ana");
    long last = store.lastSeq();
    assertThat(ours.spread()).isTrue();
    restart("two");
    assertThat(ours.untold()).isEmpty();
    assertThat(store.lastSeq()).isEqualTo(last);
  }

  @Test
  void spread_twoOrdersWhileAway_isTheLastOne() {
    other.keep("three", cause(Trigger.FILE, "system"));
    ours.keep("three", cause(Trigger.FILE, "system"));
    back(ours, "two", "ana");
    back(ours, "one", "ben");
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(elsewhere(other)).contains("1 by ben");
  }

  @Test
  void spread_otherGatewayWentBackMeanwhile_isNotDoneAndSaidInTheJournal() {
    other.keep("three", cause(Trigger.FILE, "system"));
    ours.keep("three", cause(Trigger.FILE, "system"));
    back(ours, "one", "ana");
    back(other, "two", "ben");
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(elsewhere(ours)).contains("2 by ben");
    assertThat(elsewhere(other)).isEmpty();
    assertThat(newest().actor()).isEqualTo("ana");
    assertThat(newest().reason())
        .isEqualTo("because (not spread: ben ordered version 2 meanwhile)");
    assertThat(newest().body().path("trigger").asString()).isEqualTo("not-spread");
  }

  @Test
  void spread_newVersionMeanwhile_isNotDone() {
    back(ours, "one", "ana");
    other.keep("three", cause(Trigger.FILE, "system"));
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(elsewhere(ours)).isEmpty();
    assertThat(elsewhere(other)).isEmpty();
    assertThat(newest().reason())
        .isEqualTo("because (not spread: system ordered version 3 meanwhile)");
  }

  @Test
  void spread_otherGatewayWentBackToTheSame_isOneOrder() {
    back(ours, "one", "ana");
    back(other, "one", "ben");
    long last = store.lastSeq();
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(store.lastSeq()).isEqualTo(last);
  }

  /** The journal took it and its answer was lost: it is not done twice. */
  @Test
  void spread_answerLost_isOneEntry() {
    journal.away = false;
    journal.losesAnswers = true;
    back(ours, "one", "ana");
    journal.losesAnswers = false;
    long last = store.lastSeq();

    assertThat(ours.spread()).isTrue();

    assertThat(store.lastSeq()).isEqualTo(last);
    assertThat(elsewhere(other)).contains("1 by ana");
  }

  @Test
  void spread_restartByTheSameFile_isDoneAndFollowedHereToo() {
    back(ours, "one", "ana");
    restart("two");
    assertThat(ours.untold()).isPresent();
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(elsewhere(other)).contains("1 by ana");
    assertThat(elsewhere(ours)).contains("1 by ana");
  }

  @Test
  void spread_restartByTheMendedFile_isDone() {
    back(ours, "one", "ana");
    restart("one");
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(elsewhere(other)).contains("1 by ana");
  }

  @Test
  void spread_fileMendedMeanwhile_isDone() {
    back(ours, "one", "ana");
    ours.keep("one", cause(Trigger.FILE, "system"));
    journal.away = false;

    assertThat(ours.spread()).isTrue();

    assertThat(elsewhere(other)).contains("1 by ana");
  }

  /** What is not in effect where it was ordered is nothing to tell others. */
  @Test
  void spread_otherConfigurationActiveHereSince_isNotDone() {
    back(ours, "one", "ana");
    ours.keep("two", cause(Trigger.API, "ana"));
    journal.away = false;
    long last = store.lastSeq();

    assertThat(ours.spread()).isTrue();

    assertThat(store.lastSeq()).isEqualTo(last);
    restart("two");
    assertThat(ours.untold()).isEmpty();
  }

  @Test
  void spread_restartByAnotherFile_isNotDone() {
    back(ours, "one", "ana");
    journal.away = false;
    restart("four");

    assertThat(ours.untold()).isEmpty();
  }

  /** A journal that is reached, or is not, or whose answers are lost. */
  private static final class Cut implements Journal {
    private final Journal to;
    boolean away;
    boolean losesAnswers;

    Cut(Journal to) {
      this.to = to;
    }

    private <T> T answered(T answer) {
      if (losesAnswers) {
        throw new JournalException("journal: it is not known whether the entry was written");
      }
      return answer;
    }

    private void requireThere() {
      if (away) {
        throw new JournalException("journal: no route to host");
      }
    }

    @Override
    public JournalEntry append(Draft draft) {
      requireThere();
      return answered(to.append(draft));
    }

    @Override
    public Optional<JournalEntry> appendAfter(long last, Draft draft) {
      requireThere();
      return answered(to.appendAfter(last, draft));
    }

    @Override
    public long lastSeq() {
      return to.lastSeq();
    }

    @Override
    public List<JournalEntry> after(long seq, int limit) {
      return to.after(seq, limit);
    }

    @Override
    public List<JournalEntry> before(long seq, int limit) {
      return to.before(seq, limit);
    }

    @Override
    public List<JournalEntry> before(long seq, int limit, Predicate<JournalEntry> wanted) {
      return to.before(seq, limit, wanted);
    }

    @Override
    public List<JournalEntry> newest(String kind, int limit) {
      return to.newest(kind, limit);
    }

    @Override
    public Optional<JournalEntry> last(String kind, String subject) {
      return to.last(kind, subject);
    }
  }
}
