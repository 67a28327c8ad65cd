/**
 * A database for what is worth keeping and not worth an outage: a single file ({@link
 * dev.crossfade.seo.store.SqliteFile}) or a PostgreSQL that gateways share ({@link
 * dev.crossfade.seo.store.PostgresDatabase}). Start at {@link dev.crossfade.seo.store.Database}.
 * Whoever keeps something here can go on without it.
 *
 * <p>Tables and statements are the same in both; where they cannot be, {@link
 * dev.crossfade.seo.store.Dialect} says so.
 */
@NullMarked
package dev.crossfade.seo.store;

import org.jspecify.annotations.NullMarked;
