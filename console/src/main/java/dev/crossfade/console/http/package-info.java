/**
 * How the admin port reads and answers, whatever it is about, and who may. Start at {@link
 * dev.crossfade.console.http.Routes}, which opens every path.
 */
@NullMarked
package dev.crossfade.console.http;

import org.jspecify.annotations.NullMarked;
