/**
 * Do both storefronts answer a request alike? Start at {@link
 * dev.crossfade.seo.shadow.ShadowJudge}; what it finds is gathered by {@link
 * dev.crossfade.seo.shadow.ShadowFindings}.
 *
 * <p>Works on answers that somebody else has fetched; never asks anyone. Everything it keeps is
 * bounded, whatever the answers hold. On a thread that may take its time, never on an event loop.
 */
@NullMarked
package dev.crossfade.seo.shadow;

import org.jspecify.annotations.NullMarked;
