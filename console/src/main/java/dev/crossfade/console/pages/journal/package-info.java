/** The page of the journal. Start at {@link dev.crossfade.console.pages.journal.JournalPage}. */
@NullMarked
package dev.crossfade.console.pages.journal;

import org.jspecify.annotations.NullMarked;
