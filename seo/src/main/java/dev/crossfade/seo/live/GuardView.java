package dev.crossfade.seo.live;

import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template that is not, or was lately not, left to its exposure.
 *
 * @param earliest when it may return; null: it is not kept from next
 */
public record GuardView(Pages of, GuardState state, @Nullable Instant earliest) {}
