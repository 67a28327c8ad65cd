package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect;

/**
 * What a request is answered with.
 *
 * @param entry for {@link RedirectMap#describe} and {@link RedirectHits}
 * @param location where the visitor is sent, safe to be written into a header; empty for 410
 * @param status 301, 302, 303, 307, 308 or 410; {@link #AUTO}: the rollout says 301 or 302
 */
public record Redirection(int entry, String location, int status, Redirect.Policy policy) {
  public static final int AUTO = 0;
}
