package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;

/** Takes what a format could not say, or not quite. */
@FunctionalInterface
public interface Losses {
  /**
   * One rule that will not be read back as it is.
   *
   * @param why what the format lacks; when the rule was left out it says so
   */
  void onLoss(RedirectRule rule, String why);
}
