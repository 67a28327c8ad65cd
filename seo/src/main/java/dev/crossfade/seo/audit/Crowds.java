package dev.crossfade.seo.audit;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Counts how often each of many texts comes, within a bounded memory: Misra and Gries (1982). A
 * count is never too high; when more texts than there is room for have come, it may be too low, by
 * at most the number of all divided by the room.
 */
public final class Crowds {
  private final int room;
  private final Map<String, Integer> counts = new HashMap<>();
  private boolean exact = true;

  public Crowds(int room) {
    this.room = room;
  }

  /** One more. */
  public void add(String text) {
    Integer known = counts.get(text);
    if (known != null || counts.size() < room) {
      counts.put(text, known == null ? 1 : known + 1);
      return;
    }
    exact = false;
    for (Iterator<Map.Entry<String, Integer>> each = counts.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, Integer> entry = each.next();
      if (entry.getValue() == 1) {
        each.remove();
      } else {
        entry.setValue(entry.getValue() - 1);
      }
    }
  }

  /** Those that came so often at least. */
  public Map<String, Integer> atLeast(int often) {
    Map<String, Integer> crowds = new HashMap<>();
    counts.forEach(
        (text, count) -> {
          if (count >= often) {
            crowds.put(text, count);
          }
        });
    return crowds;
  }

  /** Whether counts are as they are, and not lower. */
  public boolean isExact() {
    return exact;
  }
}
