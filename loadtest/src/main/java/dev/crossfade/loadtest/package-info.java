@NullMarked
package dev.crossfade.loadtest;

import org.jspecify.annotations.NullMarked;
