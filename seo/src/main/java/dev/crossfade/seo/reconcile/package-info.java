/**
 * What has become of every URL that anybody knows? Start at {@link
 * dev.crossfade.seo.reconcile.Explanation}: from what sitemaps, lists, redirect maps, traffic and
 * the live site say of a URL, the one class that it is in. {@link
 * dev.crossfade.seo.reconcile.KnownUrls} brings together who knows what, on disk where there is
 * much of it.
 */
@NullMarked
package dev.crossfade.seo.reconcile;

import org.jspecify.annotations.NullMarked;
