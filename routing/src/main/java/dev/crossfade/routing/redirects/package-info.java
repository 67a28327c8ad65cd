/**
 * Where did this page go? The redirect map: read from many formats, checked, compiled, asked. Start
 * at {@link dev.crossfade.routing.redirects.RedirectRule}. Asking is pure and makes nothing unless
 * there is a redirect; reading and compiling take what time they take, off the event loop.
 */
@NullMarked
package dev.crossfade.routing.redirects;

import org.jspecify.annotations.NullMarked;
