package dev.crossfade.proxy;

import org.jspecify.annotations.Nullable;

/** The samples of a process: which answers are copied for whoever wants them. Thread-safe. */
final class Samples {
  private volatile @Nullable SampleSink sink;

  /** Begins to copy answers; once. */
  void open(SampleSink wanted) {
    if (sink != null) {
      throw new IllegalStateException("samples have a sink already (expected: one)");
    }
    sink = wanted;
  }
}
