package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.Groups;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people said of groups of findings, in the journal: the newest entry about each counts,
 * whatever became of the store of findings.
 */
final class Acceptances {
  private static final String KIND = "finding";
  private static final String ACCEPT = "accept";
  private static final String REOPEN = "reopen";
  private static final int MOST_READ = 50_000;

  private final Journal journal;
  private volatile long applied;

  Acceptances(Journal journal) {
    this.journal = journal;
  }

  /** Somebody lives with a group. Blocks until that is durable. */
  Acceptance accept(String id, String actor, String reason) {
    JournalEntry entry = append(id, actor, reason, ACCEPT);
    return new Acceptance(actor, entry.at(), reason);
  }

  /** Somebody does not any more. Blocks until that is durable. */
  void reopen(String id, String actor, String reason) {
    append(id, actor, reason, REOPEN);
  }

  private JournalEntry append(String id, String actor, String reason, String action) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("action", action);
    return journal.append(new Draft(actor, KIND, id, reason, body));
  }

  /** Says again all that holds, if somebody said something since. */
  void applyNews(Groups groups) {
    long newest = journal.newest(KIND, 1).stream().mapToLong(JournalEntry::seq).sum();
    if (newest > applied) {
      applyTo(groups);
    }
  }

  /** Says again all that holds. */
  void applyTo(Groups groups) {
    applied = journal.lastSeq();
    Set<String> said = new HashSet<>();
    for (JournalEntry entry : journal.newest(KIND, MOST_READ)) {
      if (said.add(entry.subject())) {
        boolean accepted = entry.body().path("action").asString("").equals(ACCEPT);
        groups.accept(
            entry.subject(),
            accepted ? new Acceptance(entry.actor(), entry.at(), entry.reason()) : null);
      }
    }
  }
}
