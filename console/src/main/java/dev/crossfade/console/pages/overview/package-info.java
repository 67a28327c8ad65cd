/**
 * The overview: what needs a person first, then what is happening. Start at {@link
 * dev.crossfade.console.pages.overview.OverviewPage}; what needs a person is collected by {@link
 * dev.crossfade.console.pages.overview.Attentions} and nowhere else.
 */
@NullMarked
package dev.crossfade.console.pages.overview;

import org.jspecify.annotations.NullMarked;
