package dev.crossfade.deploy.gateway;

import dev.crossfade.seo.live.GuardChange;
import dev.crossfade.seo.live.group.FindingGroup;

/** Somebody who wants to know what becomes of findings. Told after the fact, on any thread. */
interface FindingListener {
  void opened(FindingGroup group);

  void closed(FindingGroup group);

  /** Another storefront serves a template. */
  void guarded(GuardChange change);
}
