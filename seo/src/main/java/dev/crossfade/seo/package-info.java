@NullMarked
package dev.crossfade.seo;

import org.jspecify.annotations.NullMarked;
