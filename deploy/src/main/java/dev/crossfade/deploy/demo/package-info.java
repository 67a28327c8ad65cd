/**
 * The shop that {@code crossfade demo} moves: two storefronts that sell the same catalog, and the
 * visitors and crawlers that use them. Start at {@link DemoStorefronts} and {@link DemoTraffic}.
 *
 * <p>Everything runs in this process on loopback and knows nothing of the gateway: what the demo
 * shows must be reachable by any shop that speaks HTTP. A request goes from {@link
 * StorefrontServer} through a {@link Storefront} to the {@link Shop}, whose pages a {@link Design}
 * draws.
 */
@NullMarked
package dev.crossfade.deploy.demo;

import org.jspecify.annotations.NullMarked;
