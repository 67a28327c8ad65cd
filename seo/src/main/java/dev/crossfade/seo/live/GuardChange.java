package dev.crossfade.seo.live;

import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import dev.crossfade.seo.live.guard.GuardStep.Move;
import java.util.List;

/**
 * Who serves a template was changed.
 *
 * @param to where its guard is now
 * @param by who did it: {@code guard}, or an operator
 * @param why one sentence; empty: an operator gave no reason
 * @param examples pages that were looked at, to be looked at again after a restart
 */
public record GuardChange(
    Pages of, Move move, GuardState to, String by, String why, List<PageRequest> examples) {
  public GuardChange {
    examples = List.copyOf(examples);
  }
}
