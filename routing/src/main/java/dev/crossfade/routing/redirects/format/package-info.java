/**
 * How redirects are written in files. Readers report every line that they cannot take, with its
 * place, and go on; they read files, so never on an event loop.
 */
@NullMarked
package dev.crossfade.routing.redirects.format;

import org.jspecify.annotations.NullMarked;
