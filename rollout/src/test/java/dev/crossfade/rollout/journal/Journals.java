package dev.crossfade.rollout.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Journals and drafts as the tests of this package want them. */
final class Journals {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOON);

  private Journals() {}

  static FileJournal open(Path dir) {
    return FileJournal.open(dir, CLOCK, Retention.DEFAULT);
  }

  /** Opens, reads everything and closes. */
  static List<JournalEntry> replay(Path dir) {
    try (FileJournal journal = open(dir)) {
      return all(journal);
    }
  }

  static List<JournalEntry> all(Journal journal) {
    return journal.after(0, Integer.MAX_VALUE);
  }

  static Draft draft(String kind, String subject) {
    return new Draft("ada", kind, subject, "because", body("about", subject));
  }

  static ObjectNode body(String key, String value) {
    return JsonNodeFactory.instance.objectNode().put(key, value);
  }

  /** Fills a directory with a small journal that has seen all that can be in one. */
  static List<JournalEntry> small(Path dir) {
    try (FileJournal journal = open(dir)) {
      journal.append(draft("rollout", "search"));
      journal.append(draft("config", "crossfade.yaml"));
      journal.append(new Draft("zoë", "action", "kasse", "Ümzug\nzwei", body("€", "\u0000\u2028")));
      return all(journal);
    }
  }

  static Path log(Path dir) {
    return dir.resolve("journal.log");
  }

  static byte[] bytes(Path dir) throws IOException {
    return Files.readAllBytes(log(dir));
  }

  /** Makes a state directory that holds this log and nothing else. */
  static Path dirWith(Path dir, byte[] log) throws IOException {
    Files.createDirectories(dir);
    Files.write(log(dir), log);
    return dir;
  }
}
