/**
 * How are redirects written? Readers and writers of every format. Start at {@link
 * dev.crossfade.routing.redirects.format.RedirectReader} and {@link
 * dev.crossfade.routing.redirects.format.RedirectWriter}. A reader streams: what it holds does not
 * grow with the file. A line that cannot be followed is a problem with its place and never ends the
 * reading.
 */
@NullMarked
package dev.crossfade.routing.redirects.format;

import org.jspecify.annotations.NullMarked;
