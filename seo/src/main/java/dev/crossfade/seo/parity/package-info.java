/**
 * Do two answers say the same to a search engine? Start at {@link dev.crossfade.seo.parity.Parity}.
 * A class for each rule; a rule looks at two pages and what is known around them, and says what it
 * finds. Pure: no I/O, no clock.
 */
@NullMarked
package dev.crossfade.seo.parity;

import org.jspecify.annotations.NullMarked;
