/**
 * Is it the crawler that it says to be? Start at {@link
 * dev.crossfade.cohorts.crawlers.VerifiedCrawlers}; {@link
 * dev.crossfade.cohorts.crawlers.KnownCrawlers} is the table of them all. Recognising happens on
 * event loops and waits for nobody; looking names up happens on virtual threads.
 */
@NullMarked
package dev.crossfade.cohorts.crawlers;

import org.jspecify.annotations.NullMarked;
