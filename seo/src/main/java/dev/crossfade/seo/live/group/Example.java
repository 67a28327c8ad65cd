package dev.crossfade.seo.live.group;

import dev.crossfade.seo.finding.Finding;
import java.time.Instant;

/**
 * One page that shows what a group is about.
 *
 * @param legacy what legacy says, cut short; may be empty
 * @param next what next says, cut short; may be empty
 */
public record Example(
    String url, Instant at, String legacy, String next, String message, String evidence) {

  public static Example of(Finding finding, Instant at) {
    return new Example(
        finding.url(), at, finding.legacy(), finding.next(), finding.message(), finding.evidence());
  }
}
