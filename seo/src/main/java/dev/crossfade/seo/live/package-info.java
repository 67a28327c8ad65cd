/**
 * Do both storefronts tell search engines the same, right now? Start at {@link
 * dev.crossfade.seo.live.LiveParity}: it chooses among live answers, has the other storefront asked
 * the same, compares both, and keeps what it found in {@link dev.crossfade.seo.live.group.Groups}.
 *
 * <p>Knows nothing of the gateway: it is handed what it judges, asks by way of {@link
 * dev.crossfade.seo.live.Storefronts}, and tells {@link dev.crossfade.seo.live.ParityNews}.
 */
@NullMarked
package dev.crossfade.seo.live;

import org.jspecify.annotations.NullMarked;
