package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Tally;
import java.util.List;
import java.util.Map;

/**
 * What stands in a store.
 *
 * @param revision what changes after this was read has a higher one
 */
public record Kept(long revision, List<FindingGroup> groups, Map<Tally, Long> numbers) {
  public Kept {
    groups = List.copyOf(groups);
    numbers = Map.copyOf(numbers);
  }
}
