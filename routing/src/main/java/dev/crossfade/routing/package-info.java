@NullMarked
package dev.crossfade.routing;

import org.jspecify.annotations.NullMarked;
