@NullMarked
package dev.crossfade.rollout;

import org.jspecify.annotations.NullMarked;
