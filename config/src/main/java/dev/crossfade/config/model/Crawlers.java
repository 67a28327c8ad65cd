package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Input;
import dev.crossfade.config.shape.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How crawlers are recognised and routed. */
public record Crawlers(
    @Doc("by-url: one storefront a URL, so that a crawler never sees a page flip.")
        @Default("by-url")
        Route route,
    @Doc("How a claimed crawler is verified.") Verify verify) {

  /** Where crawlers go. */
  public enum Route {
    BY_URL,
    AS_VISITORS,
    LEGACY,
    NEXT
  }

  /** How a claimed crawler is verified. */
  public record Verify(
      @Doc("By reverse and forward DNS.") @Default("true") boolean dns,
      @Doc("By address ranges: JSON files as the search engines publish them.") @Input
          List<Path> ranges,
      @Doc("How long an answer is remembered.") @Default("24h") @Range(min = "1m", max = "30d")
          Duration cache) {}
}
