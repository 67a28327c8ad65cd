package dev.crossfade.seo.live;

import dev.crossfade.seo.live.group.Comparison;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Pages;

/** Told what live parity sees, on its own threads; may take its time, but for misses. */
public interface ParityNews {
  /** A page was compared. */
  void onCompared(Pages pages, Comparison comparison);

  /** Something was seen that is not found by comparing pages. */
  void onSeen(FindingGroup group);

  /**
   * A page that was to be compared was not. On event loops, too: neither blocks nor throws.
   *
   * @param unit whose page it was
   */
  void onMiss(String unit, Miss why);

  /** Another storefront serves a template from now on. */
  void onGuard(GuardChange change);

  /** Why a page is not compared. */
  enum Miss {
    /** More pages came than could be asked for or compared. */
    DROPPED("dropped"),
    /** The CPU time that may be spent on samples is spent. */
    BUDGET("budget"),
    /** A storefront is down. */
    DOWN("down"),
    /** Its connections are wanted by visitors. */
    BUSY("busy"),
    /** A storefront did not answer, or not in time. */
    FAILED("failed"),
    /** A body that is too large. */
    TOO_LARGE("too-large"),
    /** A body in a coding that cannot be read, or an address that is none. */
    UNREADABLE("unreadable"),
    /** Not an answer that stands for itself. */
    NO_PAGE("no-page");

    private final String word;

    Miss(String word) {
      this.word = word;
    }

    /** As counters say it. */
    public String word() {
      return word;
    }
  }
}
