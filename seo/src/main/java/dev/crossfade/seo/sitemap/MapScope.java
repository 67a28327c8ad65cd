package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.url.WebUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a map may list, and when it is read.
 *
 * @param site whose pages it may list; null: anybody's
 * @param folder the path of a folder that the pages must be in; {@code /}: any. The protocol bars a
 *     map from listing what is outside its own folder, unless robots.txt names it
 * @param now nothing can have changed after that
 */
public record MapScope(@Nullable WebUrl site, String folder, Instant now) {
  /** A map of this address that nobody vouches for. */
  public static MapScope of(WebUrl map, Instant now) {
    return new MapScope(map, map.path().substring(0, map.path().lastIndexOf('/') + 1), now);
  }

  /** The same for a map that robots.txt or a person names. */
  public MapScope trusted() {
    return new MapScope(site, "/", now);
  }
}
