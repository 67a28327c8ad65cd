/** The console in a real browser. */
@NullMarked
package dev.crossfade.deploy.browser;

import org.jspecify.annotations.NullMarked;
