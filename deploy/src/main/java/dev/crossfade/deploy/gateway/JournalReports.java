package dev.crossfade.deploy.gateway;

import dev.crossfade.console.service.JournalService;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The journal as the admin port shows it: without the texts of configurations, which may hold what
 * a viewer must not see. Thread-safe.
 */
final class JournalReports implements JournalService {
  private static final String CONFIG_TEXT = "text";

  private final Journal journal;

  JournalReports(Journal journal) {
    this.journal = journal;
  }

  @Override
  public List<Happened> journal(Filter filter, long before, int limit) {
    return journal.before(before, limit, entry -> isWanted(filter, entry)).stream()
        .map(JournalReports::show)
        .toList();
  }

  private static boolean isWanted(Filter filter, JournalEntry entry) {
    return (filter.kind() == null || filter.kind().equals(entry.kind()))
        && isAbout(filter.subject(), entry.subject())
        && (filter.actor() == null || filter.actor().equals(entry.actor()));
  }

  /** A unit has its templates and findings with it: {@code catalog/product}, {@code catalog.…}. */
  private static boolean isAbout(@Nullable String wanted, String subject) {
    return wanted == null
        || subject.equals(wanted)
        || subject.startsWith(wanted + "/")
        || subject.startsWith(wanted + ".");
  }

  private static Happened show(JournalEntry entry) {
    ObjectNode body = entry.body();
    if (entry.kind().equals(ConfigVersions.KIND)) {
      body = body.deepCopy();
      body.remove(CONFIG_TEXT);
    }
    return new Happened(
        entry.seq(),
        entry.at(),
        entry.actor(),
        entry.kind(),
        entry.subject(),
        entry.reason(),
        body);
  }
}
