package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Ref;
import dev.crossfade.config.value.Share;
import java.util.List;

/** Copies of requests; nobody waits for their answers. */
public record Mirror(
    @Doc("How many of the requests.") Share rate,
    @Doc("To which backend; other: the storefront that did not serve it.")
        @Default("other")
        @Ref(value = "backends", or = "other")
        String to,
    @Doc("Of which methods.")
        @Default("GET, HEAD")
        @Matches(value = "GET|HEAD|OPTIONS", expected = "GET, HEAD or OPTIONS")
        List<String> methods) {}
