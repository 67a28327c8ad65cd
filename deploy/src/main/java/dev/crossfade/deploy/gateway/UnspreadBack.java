package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause.Trigger;
import dev.crossfade.rollout.journal.ConfigVersion;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Unwritten;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * That somebody went back to a version of the configuration here while the journal took no entry:
 * in effect at this gateway alone, and to be written when the journal takes entries again. The
 * order rests on what was in the journal when it was given: another version that was ordered since
 * counts, and who went back here is told.
 *
 * <p>Kept in {@code state.dir} too. A start goes by the file, as every start does; the order is
 * still written where that file is one of the two that it was about. One thread at a time, but for
 * {@link #what}.
 */
final class UnspreadBack {
  private static final Logger log = LoggerFactory.getLogger(UnspreadBack.class);

  /** What it says in the journal of an order that does not spread. */
  static final String NOT_SPREAD = "not-spread";

  private final Journal journal;
  private final ConfigVersions versions;
  private final Unwritten file;
  private final Predicate<JournalEntry> isBack;
  private volatile @Nullable Order order;

  /**
   * @param isBack whether somebody went back by an entry
   */
  UnspreadBack(
      Journal journal, ConfigVersions versions, Unwritten file, Predicate<JournalEntry> isBack) {
    this.journal = journal;
    this.versions = versions;
    this.file = file;
    this.isBack = isBack;
  }

  /**
   * @param last the newest entry of the journal when it was given
   */
  private record Order(long last, Draft draft) {
    long version() {
      return draft.body().path("version").asLong(0);
    }

    long from() {
      return draft.body().path("from").asLong(0);
    }

    String sha256() {
      return draft.body().path("sha256").asString("");
    }

    @Override
    public String toString() {
      return "going back to version " + version() + ", ordered by " + draft.actor() + ",";
    }
  }

  /** Takes up what was kept before this process, if it is still meant. */
  void begin(String subject) {
    order =
        file.of(subject)
            .map(
                kept ->
                    new Order(
                        kept.seq() - 1,
                        new Draft(
                            kept.actor(), kept.kind(), kept.subject(), kept.reason(), kept.body())))
            .orElse(null);
  }

  /**
   * Somebody went back, and it could not be written.
   *
   * @param last the newest entry of the journal before
   * @param from the version that was active before
   */
  void keep(long last, Draft draft, long from, String why) {
    ObjectNode body = draft.body().put("from", from);
    long version = body.path("version").asLong(0);
    sha256(version).ifPresent(sum -> body.put("sha256", sum));
    Draft kept = new Draft(draft.actor(), draft.kind(), draft.subject(), draft.reason(), body);
    Order now = new Order(last, kept);
    order = now;
    file.keep(last, kept);
    log.warn("{} is in effect at this gateway alone until the store is back: {}", now, why);
  }

  /**
   * Something is active here now. What is not in effect any more here is not spread either.
   *
   * @param version empty: a new one
   */
  void onActive(OptionalLong version, Trigger trigger) {
    Order now = order;
    if (now == null || version.equals(OptionalLong.of(now.version()))) {
      return;
    }
    if (trigger == Trigger.START && version.equals(OptionalLong.of(now.from()))) {
      log.warn("{} is not in the journal yet: until it is, this gateway goes by its file", now);
      return;
    }
    forget(now);
    log.warn("{} is not spread: another configuration became active here since", now);
  }

  /** What others are to be told, in a sentence; empty: nothing. */
  Optional<String> what() {
    return Optional.ofNullable(order)
        .map(now -> now + " is in effect at this gateway alone until then");
  }

  /** Whether nothing is to be told any more; tries to tell it. */
  boolean settle() {
    Order now = order;
    try {
      while (now != null && order != null) {
        tell(now);
      }
      return true;
    } catch (JournalException e) {
      log.debug("{} cannot be written yet: {}", now, e.getMessage());
      return false;
    }
  }

  private void tell(Order now) {
    long last = journal.lastSeq();
    Optional<JournalEntry> other = orderedSince(now);
    if (other.isPresent()) {
      giveWay(now, other.get());
    } else if (!sha256(now.version()).equals(Optional.of(now.sha256()))) {
      forget(now);
      log.warn("{} is not spread: the journal has no such version any more", now);
    } else if (journal.appendAfter(last, now.draft()).isPresent()) {
      forget(now);
      log.info("{} is in the journal: all gateways follow", now);
    }
  }

  private Optional<JournalEntry> orderedSince(Order now) {
    List<JournalEntry> since = journal.after(now.last(), Integer.MAX_VALUE);
    return since.reversed().stream()
        .filter(entry -> isBack.test(entry) || entry.kind().equals(ConfigVersions.KIND))
        .findFirst();
  }

  /** To one who ordered something since, or to ourselves where only the answer was lost. */
  private void giveWay(Order now, JournalEntry other) {
    long instead = other.body().path("version").asLong(0);
    if (instead != now.version()) {
      String why = "%s ordered version %d meanwhile".formatted(other.actor(), instead);
      ObjectNode body = now.draft().body();
      body.put("trigger", NOT_SPREAD).put("instead", instead);
      String reason = now.draft().reason() + " (not spread: " + why + ")";
      Draft told =
          new Draft(now.draft().actor(), now.draft().kind(), now.draft().subject(), reason, body);
      JournalEntry _ = journal.append(told);
      log.warn("{} is not spread: {}", now, why);
    }
    forget(now);
  }

  private Optional<String> sha256(long version) {
    return versions.list().stream()
        .filter(kept -> kept.version() == version)
        .map(ConfigVersion::sha256)
        .findFirst();
  }

  private void forget(Order now) {
    order = null;
    file.forget(now.draft().subject());
  }
}
