/**
 * The commands on redirect maps. Start at {@link dev.crossfade.deploy.redirects.RedirectsCommand};
 * reading, writing, checking and asking are routing's, here they meet files and terminals.
 */
@NullMarked
package dev.crossfade.deploy.redirects;

import org.jspecify.annotations.NullMarked;
