/**
 * What recognising visitors needs from outside, made anew for each configuration: files of
 * countries and of crawlers' addresses. Start at {@link dev.crossfade.cohorts.sources.Sources}. The
 * only part of the module that reads files, and only while a configuration is activated.
 */
@NullMarked
package dev.crossfade.cohorts.sources;

import org.jspecify.annotations.NullMarked;
