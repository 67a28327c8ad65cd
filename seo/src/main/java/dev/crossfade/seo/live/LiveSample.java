package dev.crossfade.seo.live;

import dev.crossfade.seo.parity.Site.Side;

/**
 * An answer that somebody got.
 *
 * @param by who answered
 * @param personal whether it may be for nobody else; then both storefronts are asked anew
 */
public record LiveSample(PageRequest page, Side by, boolean personal, Reply.Answered answer) {}
