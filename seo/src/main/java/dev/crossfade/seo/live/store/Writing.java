package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Tally;
import dev.crossfade.seo.store.Batch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway wants to be written down, in one go and once.
 *
 * @param groups what the store had of those that changed when they were last looked at, by id
 * @param numbers the same of what is counted by the hour
 */
public record Writing(
    Batch batch,
    Groups.Changes changes,
    Map<String, FindingGroup> groups,
    Map<Tally, Long> numbers) {
  public Writing {
    groups = Map.copyOf(groups);
    numbers = Map.copyOf(numbers);
  }

  /** Null: it was not there. */
  @Nullable FindingGroup before(String id) {
    return groups.get(id);
  }

  /** 0: it was not there. */
  long before(Tally tally) {
    return numbers.getOrDefault(tally, 0L);
  }
}
