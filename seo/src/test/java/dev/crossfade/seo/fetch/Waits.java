package dev.crossfade.seo.fetch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A time in which waiting takes none, and is taken down. */
final class Waits implements Waiting {
  private final AtomicLong now = new AtomicLong();
  private final List<Long> slept = new CopyOnWriteArrayList<>();

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public void sleep(long nanos) {
    slept.add(nanos);
    now.addAndGet(nanos);
  }

  void pass(long nanos) {
    now.addAndGet(nanos);
  }

  List<Long> sleptMillis() {
    return slept.stream().map(nanos -> nanos / 1_000_000).toList();
  }
}
