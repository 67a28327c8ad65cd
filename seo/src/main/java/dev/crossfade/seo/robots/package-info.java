/**
 * What may a crawler ask for? Start at {@link dev.crossfade.seo.robots.Robots}: what a site's
 * robots.txt comes to, whatever it answered; {@link dev.crossfade.seo.robots.RobotsFile} is one
 * that is a file. RFC 9309, and where that is silent or others do otherwise, what Google documents
 * and its open parser does. Pure: no I/O, no clock; time and memory are bounded whatever the bytes.
 */
@NullMarked
package dev.crossfade.seo.robots;

import org.jspecify.annotations.NullMarked;
