/**
 * What is wrong with a redirect map, for commands and the console alike. Start at {@link
 * dev.crossfade.deploy.maps.MapLint}. Reads no file.
 */
@NullMarked
package dev.crossfade.deploy.maps;

import org.jspecify.annotations.NullMarked;
