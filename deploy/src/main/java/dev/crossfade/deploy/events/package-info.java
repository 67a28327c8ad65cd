/**
 * What happens in a gateway, for whoever watches: the newest events, and how each comes to be one.
 * Start at {@link dev.crossfade.deploy.events.EventRing}. Whoever has something to tell tells it
 * after the fact; nothing here is on the path of a request.
 */
@NullMarked
package dev.crossfade.deploy.events;

import org.jspecify.annotations.NullMarked;
