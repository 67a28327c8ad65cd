package dev.crossfade.config.change;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One key that says another thing than before, or that came or went.
 *
 * @param path the key; what is in a list and has a name is called by it: {@code
 *     units[catalog].exposure.percent}
 * @param before null: it was not there
 * @param now null: it is not there any more
 */
public record Change(String path, @Nullable JsonNode before, @Nullable JsonNode now) {}
