package dev.crossfade.rollout;

import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened to a rollout, as the journal has it: also where a later version of the
 * gateway wrote it, of which only what is known here is shown.
 *
 * @param seq its number in the journal
 * @param order what happened, such as {@code advance}
 * @param from the state before
 * @param to the state since
 * @param fromBasisPoints the exposure before
 * @param basisPoints the exposure since
 * @param run how often the rollout was started
 * @param overrode what stood against it and was overridden
 */
public record Past(
    long seq,
    Instant at,
    String actor,
    String order,
    String from,
    String to,
    int fromBasisPoints,
    int basisPoints,
    int run,
    String reason,
    List<String> overrode) {

  public Past {
    overrode = List.copyOf(overrode);
  }

  /** At most so many of one unit before an entry, newest first. */
  static List<Past> of(Journal journal, String unit, long before, int limit) {
    return journal
        .before(
            before,
            limit,
            entry -> entry.kind().equals(StepJson.KIND) && entry.subject().equals(unit))
        .stream()
        .map(Past::of)
        .toList();
  }

  private static Past of(JournalEntry entry) {
    ObjectNode body = entry.body();
    List<String> overrode = new ArrayList<>();
    body.path("overrode").forEach(text -> overrode.add(text.asString("")));
    return new Past(
        entry.seq(),
        entry.at(),
        entry.actor(),
        body.path("transition").asString(""),
        body.path("from").asString(""),
        body.path("state").asString(""),
        body.path("fromBasisPoints").asInt(0),
        body.path("basisPoints").asInt(0),
        body.path("run").asInt(0),
        entry.reason(),
        overrode);
  }
}
