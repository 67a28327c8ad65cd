package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.seo.live.GuardChange;
import dev.crossfade.seo.live.PageRequest;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What guards did, in the journal: an entry each way, the newest of each template being where it
 * is. What cannot be written is in effect all the same, and is tried again. Thread-safe.
 */
final class GuardLog {
  private static final Logger log = LoggerFactory.getLogger(GuardLog.class);
  private static final String KIND = "guard";
  private static final int MOST_READ = 10_000;
  private static final int MOST_WAITING = 1_000;

  private final Journal journal;
  private final Lock changes;
  private final Deque<Draft> waiting = new ArrayDeque<>(); // guarded by itself
  private boolean troubled; // of who writes
  private final Set<Long> ours = ConcurrentHashMap.newKeySet();
  private volatile long read;

  /**
   * @param changes held by whoever hands over: it is taken first, or of two who write one would
   *     wait for it with an entry that the other writes meanwhile
   */
  GuardLog(Journal journal, Lock changes) {
    this.journal = journal;
    this.changes = changes;
  }

  /** A template that was not left to its exposure, and pages to look at. */
  record Kept(Pages of, GuardState state, List<String> targets) {}

  /** Where each template was when the journal was written last. */
  List<Kept> read() {
    List<Kept> kept = new ArrayList<>();
    read = journal.lastSeq();
    Set<String> seen = new HashSet<>();
    for (JournalEntry entry : journal.newest(KIND, MOST_READ)) {
      if (seen.add(entry.subject())) {
        read(entry, kept);
      }
    }
    return kept;
  }

  /** Where guards of other gateways have brought templates since this was asked last. */
  List<Kept> elsewhere() {
    List<Kept> kept = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long before = read;
    read = journal.lastSeq();
    for (JournalEntry entry : journal.newest(KIND, MOST_READ)) {
      if (entry.seq() <= before) {
        break;
      }
      if (seen.add(entry.subject()) && !ours.contains(entry.seq())) {
        read(entry, kept);
      }
    }
    ours.removeIf(seq -> seq <= before);
    return kept;
  }

  private static void read(JournalEntry entry, List<Kept> kept) {
    ObjectNode body = entry.body();
    int slash = entry.subject().indexOf('/');
    if (slash < 0) {
      return;
    }
    Pages of = new Pages(entry.subject().substring(0, slash), entry.subject().substring(slash + 1));
    int level = body.path("level").asInt(0);
    Instant since;
    try {
      since = Instant.parse(body.path("since").asString(""));
    } catch (DateTimeException e) {
      since = entry.at();
    }
    List<String> targets = new ArrayList<>();
    for (JsonNode page : body.path("pages")) {
      targets.add(page.asString(""));
    }
    switch (body.path("state").asString("")) {
      case "guarded" ->
          kept.add(
              new Kept(of, new GuardState.Guarded(since, level, 0, 0, entry.reason()), targets));
      case "released" -> kept.add(new Kept(of, new GuardState.Released(since, level, 0), targets));
      case "watching" ->
          kept.add(new Kept(of, new GuardState.Watching(Map.of(), level, since), List.of()));
      default -> log.warn("the guard of {} is in no state that is known", entry.subject());
    }
  }

  /** Takes down what happened; returns at once. */
  void add(GuardChange change, Instant at) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("move", change.move().name().toLowerCase(Locale.ROOT));
    GuardState state = change.to();
    body.put("state", word(state));
    body.put("level", state.level());
    body.put("since", since(state, at).toString());
    ArrayNode pages = body.putArray("pages");
    change.examples().stream().map(PageRequest::target).forEach(pages::add);
    synchronized (waiting) {
      if (waiting.size() == MOST_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(new Draft(change.by(), KIND, change.of().toString(), change.why(), body));
    }
  }

  static String word(GuardState state) {
    return switch (state) {
      case GuardState.Watching _ -> "watching";
      case GuardState.Guarded _ -> "guarded";
      case GuardState.Released _ -> "released";
    };
  }

  private static Instant since(GuardState state, Instant now) {
    return switch (state) {
      case GuardState.Watching _ -> now;
      case GuardState.Guarded guarded -> guarded.since();
      case GuardState.Released released -> released.since();
    };
  }

  /** Writes what waits, in its order. Blocks on the disk. */
  void write() {
    if (first() == null) {
      return;
    }
    changes.lock();
    try {
      writeAll();
    } finally {
      changes.unlock();
    }
  }

  private void writeAll() {
    Draft next = first();
    while (next != null) {
      try {
        ours.add(journal.append(next).seq());
        troubled = false;
      } catch (RuntimeException e) { // of the journal, or of one that is another's by now
        if (!troubled) {
          troubled = true;
          log.warn("what a guard did is in effect and not in the journal: {}", e.getMessage());
        }
        return;
      }
      synchronized (waiting) {
        waiting.remove(next);
      }
      next = first();
    }
  }

  private @Nullable Draft first() {
    synchronized (waiting) {
      return waiting.peekFirst();
    }
  }
}
