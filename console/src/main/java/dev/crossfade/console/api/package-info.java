/** The admin API, one class a subject: from a request to a service and from its answer to JSON. */
@NullMarked
package dev.crossfade.console.api;

import org.jspecify.annotations.NullMarked;
