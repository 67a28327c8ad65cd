/**
 * The pages about redirects: what is asked for, what nobody has, what is wrong, what another file
 * would change. Start at {@link dev.crossfade.console.pages.redirects.RedirectPages}.
 */
@NullMarked
package dev.crossfade.console.pages.redirects;

import org.jspecify.annotations.NullMarked;
