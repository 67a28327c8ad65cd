package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.Place;
import org.jspecify.annotations.Nullable;

/**
 * What somebody expects a redirect map to answer.
 *
 * @param host null: none was said
 * @param query empty: none
 * @param target empty: nowhere
 * @param status {@link #NONE}: there is no redirect; 0: any that leads there; or the one expected
 */
public record Expectation(
    String source,
    @Nullable String host,
    String path,
    String query,
    String target,
    int status,
    Place place) {
  public static final int NONE = 200;

  @Override
  public String toString() {
    return status == NONE ? "no redirect" : answer(status, target);
  }

  /** An answer as people compare it. */
  public static String answer(int status, String target) {
    return ((status == 0 ? "any" : Integer.toString(status)) + " " + target).strip();
  }
}
