package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Gate.OnFail;
import dev.crossfade.config.model.Gate.OnNoData;
import dev.crossfade.config.model.Gate.Policy;
import dev.crossfade.config.model.Severity;
import dev.crossfade.config.value.Quantile;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.ShareDifference;
import java.util.List;

/** Gates as an operator would write them. */
final class Gates {
  static final Policy DEFAULT =
      new Policy(null, false, OnNoData.HOLD, OnFail.ROLLBACK, Share.parse("1%"), List.of());

  static final Gate ERRORS = errors(DEFAULT);
  static final Gate LATENCY = new Gate.Latency(Quantile.parse("p95"), Share.parse("10%"), DEFAULT);
  static final Gate CHECKOUT =
      new Gate.Checkout(Storefront.PIN, ShareDifference.parse("1pp"), DEFAULT);
  static final Gate SESSION =
      new Gate.Session(Storefront.COOKIE, ShareDifference.parse("0.1pp"), DEFAULT);
  static final Gate PARITY = new Gate.Parity(Severity.CRITICAL, Share.parse("0.5%"), DEFAULT);
  static final Gate CRAWL = new Gate.Crawl(Share.parse("1%"), DEFAULT);

  /** All that judge by statistics. */
  static final List<Gate> ALL = List.of(ERRORS, LATENCY, CHECKOUT, SESSION, PARITY, CRAWL);

  static final List<Share> STAGES =
      List.of("1%", "5%", "25%", "50%", "100%").stream().map(Share::parse).toList();

  private Gates() {}

  static Gate errors(Policy policy) {
    return new Gate.Errors(ShareDifference.parse("0.5pp"), policy);
  }
}
