package dev.crossfade.rollout.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which entries a compacted journal keeps. The newest entry of all is always among them, and so is
 * the newest of each subject of a kind without its own limit: it is the state the subject is in.
 *
 * @param newest how many entries to keep of the kinds named here, whatever their subject
 * @param others how many entries to keep of all other kinds together
 */
public record Retention(Map<String, Integer> newest, int others) {

  /** The last {@value ConfigVersions#KEPT} config versions and 100,000 entries of other kinds. */
  public static final Retention DEFAULT =
      new Retention(Map.of(ConfigVersions.KIND, ConfigVersions.KEPT), 100_000);

  public Retention {
    newest = Map.copyOf(newest);
    newest.forEach(Retention::requirePositive);
    requirePositive("others", others);
  }

  /** The entries to keep, in order, of entries that are in order. */
  public List<JournalEntry> kept(List<JournalEntry> entries) {
    List<JournalEntry> kept = new ArrayList<>(entries.size());
    Map<String, Integer> room = new HashMap<>(newest);
    int otherRoom = others;
    Set<Topic> seen = new HashSet<>();
    for (JournalEntry entry : entries.reversed()) {
      Integer left = room.get(entry.kind());
      if (left != null) {
        if (left > 0) {
          room.put(entry.kind(), left - 1);
          kept.add(entry);
        }
        continue;
      }
      boolean current = seen.add(new Topic(entry.kind(), entry.subject()));
      if (current || otherRoom > 0) {
        otherRoom--;
        kept.add(entry);
      }
    }
    Collections.reverse(kept);
    return kept;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }

  private record Topic(String kind, String subject) {}
}
