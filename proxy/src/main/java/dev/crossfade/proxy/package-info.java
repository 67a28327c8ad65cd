@NullMarked
package dev.crossfade.proxy;

import org.jspecify.annotations.NullMarked;
