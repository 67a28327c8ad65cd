package dev.crossfade.seo.live;

import dev.crossfade.seo.live.ParityNews.Miss;
import dev.crossfade.seo.parity.Site.Side;
import org.jspecify.annotations.Nullable;

/** Gets the answers that it takes to compare one page. One thread; blocks. */
final class Asking {
  private final Storefronts storefronts;
  private final PageRequest page;
  private final Room.Place place;
  private final Expense expense;
  private Miss missed = Miss.FAILED;

  Asking(Storefronts storefronts, PageRequest page, Room.Place place, Expense expense) {
    this.storefronts = storefronts;
    this.page = page;
    this.place = place;
    this.expense = expense;
  }

  /** Why there was no answer. */
  Miss missed() {
    return missed;
  }

  /**
   * What is known already, or else what the storefront says now; null: nothing that can be
   * compared.
   */
  Reply.@Nullable Answered reply(Side side, Reply.@Nullable Answered known)
      throws InterruptedException {
    if (known != null) {
      return known;
    }
    return switch (storefronts.ask(side, page)) {
      case Reply.Missed(Miss why) -> {
        missed = why;
        yield null;
      }
      case Reply.Answered answered -> {
        expense.answer(answered);
        boolean fits = place.hold(answered.body());
        missed = Miss.DROPPED;
        yield fits ? answered : null;
      }
    };
  }
}
