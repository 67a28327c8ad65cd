/**
 * What can be wrong with a page, a redirect, a sitemap or a crawl, and what was found. Start at
 * {@link dev.crossfade.seo.finding.Rule}: every rule there is, with its words for people. One
 * vocabulary for live parity, audits, reports and the console.
 */
@NullMarked
package dev.crossfade.seo.finding;

import org.jspecify.annotations.NullMarked;
