/**
 * What an operator asks for: one record a mapping of {@code crossfade.yaml}, one component a key.
 * Start at {@link dev.crossfade.config.model.Config}. The annotations say the rest: the reader, the
 * JSON Schema and the reference page are all made from them.
 */
@NullMarked
package dev.crossfade.config.model;

import org.jspecify.annotations.NullMarked;
