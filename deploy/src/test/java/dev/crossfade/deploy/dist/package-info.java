/** What is shipped, tried as its users would: {@code *IT} need the packages that Maven made. */
@NullMarked
package dev.crossfade.deploy.dist;

import org.jspecify.annotations.NullMarked;
