/**
 * Where does this go? Chooses the storefront for a request. Start at {@link
 * dev.crossfade.routing.Router}. Pure: no I/O, no clock, no Netty; called once per request on the
 * event loop, so it must neither block nor allocate per rule.
 */
@NullMarked
package dev.crossfade.routing;

import org.jspecify.annotations.NullMarked;
