@NullMarked
package dev.crossfade.cohorts;

import org.jspecify.annotations.NullMarked;
