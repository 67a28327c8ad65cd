/**
 * Access logs, read a line at a time. Start at {@link dev.crossfade.seo.log.AccessLog}. Files may
 * be of any size and hold anything: memory is bounded, and lines that are none are counted.
 */
@NullMarked
package dev.crossfade.seo.log;

import org.jspecify.annotations.NullMarked;
