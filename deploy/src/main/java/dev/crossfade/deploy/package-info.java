@NullMarked
package dev.crossfade.deploy;

import org.jspecify.annotations.NullMarked;
