/**
 * The console: pages of HTML over the same services as the API. Start at {@link
 * dev.crossfade.console.pages.Frame}, which every page is put in; {@code src/main/jte} has the
 * templates, which become Java before anything is compiled. Each page is a package of its own.
 *
 * <p>A page works without its scripts. With them, what is marked {@code data-live} follows events.
 */
@NullMarked
package dev.crossfade.console.pages;

import org.jspecify.annotations.NullMarked;
