package dev.crossfade.seo.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.seo.live.group.Comparison;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.parity.Site.Side;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Two storefronts that can be told what to do, and who hears what was found. */
final class FakeShop implements Storefronts, ParityNews {
  final BlockingQueue<Comparison> compared = new LinkedBlockingQueue<>();
  final BlockingQueue<ParityNews.Miss> missed = new LinkedBlockingQueue<>();
  final BlockingQueue<GuardChange> guarded = new LinkedBlockingQueue<>();
  private final Random random = new Random(5);
  final CountDownLatch hanging = new CountDownLatch(1);
  volatile boolean hidden;
  volatile boolean hangs;
  volatile boolean throwsUp;
  volatile boolean down;
  volatile boolean flickers;

  private synchronized double chance() {
    return random.nextDouble();
  }

  Reply.Answered page(Side side, PageRequest page) {
    boolean noindex = (side == Side.NEXT && hidden) || (flickers && chance() < 0.3);
    String html =
        """
        <html lang="en"><head><title>Page %s</title>%s
        <meta name="viewport" content="width=device-width">
        <link rel="canonical" href="https://shop.example%s"></head>
        <body><main><h1>Page %s</h1><p>%s</p></main></body></html>
        """
            .formatted(
                page.path(),
                noindex ? "<meta name=\"robots\" content=\"noindex\">" : "",
                page.path(),
                page.path(),
                "A shoe of leather for long walks in the rain, in four sizes. ".repeat(20));
    return new Reply.Answered(
        200,
        Map.of("content-type", List.of("text/html; charset=utf-8")),
        html.getBytes(UTF_8),
        1_000_000);
  }

  @Override
  public Reply ask(Side side, PageRequest page) throws InterruptedException {
    if (hangs) {
      hanging.await();
    }
    if (throwsUp) {
      throw new IllegalStateException("no such storefront");
    }
    return down && side == Side.NEXT ? new Reply.Missed(Miss.DOWN) : page(side, page);
  }

  @Override
  public void onCompared(Pages pages, Comparison comparison) {
    compared.add(comparison);
  }

  @Override
  public void onSeen(FindingGroup group) {}

  @Override
  public void onMiss(String unit, Miss why) {
    missed.add(why);
  }

  @Override
  public void onGuard(GuardChange change) {
    guarded.add(change);
  }
}
