package dev.crossfade.proxy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what became of shadows, and lets a test wait for it. */
class Pairs implements ShadowSink {
  private final BlockingQueue<ShadowPair> pairs = new LinkedBlockingQueue<>();
  private final List<ShadowMiss> misses = new CopyOnWriteArrayList<>();

  /** A gateway that has its shadows compared here. */
  Gateway start(Shop shop) {
    Gateway gateway = Gateway.start(shop);
    gateway.plane().mirrorTo(this);
    return gateway;
  }

  @Override
  public void onPair(ShadowPair pair) {
    pairs.add(pair);
  }

  @Override
  public void onMiss(String unit, ShadowMiss why) {
    misses.add(why);
  }

  /** The next pair; waits for it. */
  ShadowPair next() {
    try {
      ShadowPair pair = pairs.poll(10, TimeUnit.SECONDS);
      if (pair == null) {
        throw new AssertionError("no pair came; misses: " + misses);
      }
      return pair;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Pairs that nobody asked for yet. */
  int left() {
    return pairs.size();
  }

  List<ShadowMiss> misses() {
    return misses;
  }
}
