package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Wants every sample, remembers what became of it, and lets a test wait for it. */
class Sampled implements SampleSink {
  private final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();
  private final List<ShadowMiss> misses = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** A gateway that samples all answers. */
  Gateway start(Shop shop) {
    return start(shop, "rate: 100%");
  }

  Gateway start(Shop shop, String sampling) {
    Gateway gateway = Gateway.start(shop.and("seo: { sampling: { " + sampling + " } }"));
    gateway.plane().sampleTo(this);
    return gateway;
  }

  @Override
  public boolean wants(Decision.Serve serve, String host, String path, String query) {
    asked.add(serve.backend() + " " + host + " " + path + " " + query);
    return true;
  }

  @Override
  public void onSample(Sample sample) {
    samples.add(sample);
  }

  @Override
  public void onMiss(String unit, ShadowMiss why) {
    misses.add(why);
  }

  /** The next sample; waits for it. */
  Sample next() {
    try {
      Sample sample = samples.poll(10, TimeUnit.SECONDS);
      if (sample == null) {
        throw new AssertionError("no sample came; misses: " + misses);
      }
      return sample;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Samples that nobody asked for yet. */
  int left() {
    return samples.size();
  }

  List<ShadowMiss> misses() {
    return misses;
  }

  /** Which answers were offered. */
  List<String> asked() {
    return asked;
  }
}
