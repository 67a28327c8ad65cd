/**
 * Brings the redirects of a configuration into memory, and keeps what was counted. Start at {@link
 * dev.crossfade.routing.redirects.loading.RedirectMaps}. Reads and writes files, so never on an
 * event loop.
 */
@NullMarked
package dev.crossfade.routing.redirects.loading;

import org.jspecify.annotations.NullMarked;
