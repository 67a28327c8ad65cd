/**
 * Where groups of findings survive a restart, and where those of many gateways meet. Start at
 * {@link dev.crossfade.seo.live.store.FindingKeeper}, which writes down what changes, reads what
 * others changed, and lives without a store when there is none to be had.
 */
@NullMarked
package dev.crossfade.seo.live.store;

import org.jspecify.annotations.NullMarked;
