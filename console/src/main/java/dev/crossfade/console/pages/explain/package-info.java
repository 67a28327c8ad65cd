/**
 * The page that explains one decision. Start at {@link
 * dev.crossfade.console.pages.explain.ExplainPage}.
 */
@NullMarked
package dev.crossfade.console.pages.explain;

import org.jspecify.annotations.NullMarked;
