/**
 * A database in a single file, for what is worth keeping and not worth an outage. Start at {@link
 * dev.crossfade.seo.store.SqliteFile}. Whoever keeps something here can go on without it.
 */
@NullMarked
package dev.crossfade.seo.store;

import org.jspecify.annotations.NullMarked;
