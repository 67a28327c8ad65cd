@NullMarked
package dev.crossfade.console;

import org.jspecify.annotations.NullMarked;
