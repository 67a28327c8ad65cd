package dev.crossfade.proxy;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Collects what Netty's leak detectors find. Must be installed before the first buffer is made: the
 * detectors are made with the classes they watch, by the factory that is there at that moment.
 */
final class Leaks {
  private static final Queue<String> found = new ConcurrentLinkedQueue<>();
  private static final List<Detector<?>> detectors = new CopyOnWriteArrayList<>();

  private Leaks() {}

  static void install() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
        new ResourceLeakDetectorFactory() {
          @Deprecated
          @Override
          public <T> ResourceLeakDetector<T> newResourceLeakDetector(
              Class<T> resource, int interval, long ignored) {
            return made(resource, interval);
          }

          @Override
          public <T> ResourceLeakDetector<T> newResourceLeakDetector(
              Class<T> resource, int interval) {
            return made(resource, interval);
          }
        });
  }

  private static <T> Detector<T> made(Class<T> resource, int interval) {
    Detector<T> detector = new Detector<>(resource, interval);
    detectors.add(detector);
    return detector;
  }

  /** What was lost since the last time; nudges the garbage collector, or nobody would know. */
  static List<String> collect() {
    collectGarbage();
    collectGarbage(); // when the second is done, all that the first found has been told
    detectors.forEach(Detector::look);
    List<String> leaks = new ArrayList<>();
    for (String leak = found.poll(); leak != null; leak = found.poll()) {
      leaks.add(leak);
    }
    return leaks;
  }

  /** Until a reference of our own to what nobody else holds has been told that it is gone. */
  private static void collectGarbage() {
    ReferenceQueue<Object> gone = new ReferenceQueue<>();
    WeakReference<Object> sentinel = new WeakReference<>(new Object(), gone);
    System.gc();
    try {
      if (gone.remove(5_000) == null || sentinel.get() != null) {
        throw new IllegalStateException("no garbage was collected (expected: System.gc() does)");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A detector that tells us rather than a log that nobody reads. */
  private static final class Detector<T> extends ResourceLeakDetector<T> {
    Detector(Class<T> resource, int interval) {
      super(resource, interval);
    }

    /** A detector reports when it is given the next resource, so it is given one. */
    @SuppressWarnings("unchecked")
    void look() {
      T probe = (T) new Object();
      ResourceLeakTracker<T> tracker = track(probe);
      if (tracker != null) {
        tracker.close(probe);
      }
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
      found.add(resource + " was not released" + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
      found.add(resource + " was not released");
    }
  }
}
