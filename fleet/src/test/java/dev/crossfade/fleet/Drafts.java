package dev.crossfade.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.model.State;
import dev.crossfade.config.value.Endpoint;
import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Journals and drafts as tests want them. */
final class Drafts {
  static final String PREFIX = "/crossfade/shop";

  private Drafts() {}

  static Draft draft(String subject) {
    return new Draft(
        "ada", "rollout", subject, "because", JsonNodeFactory.instance.objectNode().put("n", 1));
  }

  /** A draft of about so many bytes. */
  static Draft large(String subject, int size) {
    return new Draft(
        "ada",
        "config",
        subject,
        "",
        JsonNodeFactory.instance
            .objectNode()
            .put("text", new String("ä".repeat(size / 2).getBytes(UTF_8), UTF_8)));
  }

  static Etcd client(State.Etcd settings) {
    try {
      return Etcd.of(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FleetJournal open(Path stateDir, Etcd etcd) {
    return FleetJournal.open(stateDir, etcd, PREFIX, Clock.systemUTC());
  }

  static State.Etcd by(Cable cable) {
    return new State.Etcd(
        List.of(Endpoint.parse("http://127.0.0.1:" + cable.port())),
        PREFIX,
        null,
        null,
        null,
        null,
        Duration.ofSeconds(5));
  }

  static List<JournalEntry> all(Journal journal) {
    return journal.after(0, Integer.MAX_VALUE);
  }

  static List<String> subjects(Journal journal) {
    return all(journal).stream().map(JournalEntry::subject).toList();
  }
}
