package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.value.StatusPattern;
import java.util.List;

/** Asks the other storefront before the visitor gets one of these answers. */
public record Fallback(
    @Doc("On which statuses.") @NotEmpty List<StatusPattern> on,
    @Doc("For which methods.")
        @Default("GET, HEAD")
        @Matches(value = "GET|HEAD|OPTIONS", expected = "GET, HEAD or OPTIONS")
        List<String> methods) {}
