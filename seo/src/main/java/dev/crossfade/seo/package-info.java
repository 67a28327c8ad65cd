/**
 * Does a search engine, or anyone else, see the same on both storefronts? So far in {@link
 * dev.crossfade.seo.shadow}: answers to one request, compared.
 *
 * <p>Knows config and routing. Must not know the proxy or rollouts: it is handed what it judges, so
 * that audits run without a gateway.
 */
@NullMarked
package dev.crossfade.seo;

import org.jspecify.annotations.NullMarked;
