package dev.crossfade.seo.live.group;

import dev.crossfade.config.model.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one compared page changed.
 *
 * @param worst of the findings that count: neither accepted nor noise; null: there is none
 * @param counted groups that this page shows and that count
 * @param opened groups that were not open before, and count
 * @param closed groups that counted and do not occur any more
 */
public record Comparison(
    @Nullable Severity worst,
    List<FindingGroup> counted,
    List<FindingGroup> opened,
    List<FindingGroup> closed) {
  public Comparison {
    counted = List.copyOf(counted);
    opened = List.copyOf(opened);
    closed = List.copyOf(closed);
  }
}
