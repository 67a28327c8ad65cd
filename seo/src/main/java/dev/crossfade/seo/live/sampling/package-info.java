/**
 * Which live answers are compared. Start at {@link dev.crossfade.seo.live.sampling.Sampler}. Asked
 * on event loops: nothing here waits.
 */
@NullMarked
package dev.crossfade.seo.live.sampling;

import org.jspecify.annotations.NullMarked;
