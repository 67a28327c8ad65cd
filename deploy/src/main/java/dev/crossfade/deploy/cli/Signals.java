package dev.crossfade.deploy.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signals of the process: HUP reloads, TERM and the first INT end the wait, a second INT ends the
 * process at once.
 */
public final class Signals {
  private static final int INTERRUPTED = 130;

  private final CountDownLatch stop = new CountDownLatch(1);

  private Signals() {}

  /** Takes the process's signals over. */
  public static Signals install(Runnable onHangup) {
    Signals signals = new Signals();
    AtomicInteger interrupts = new AtomicInteger();
    handle("HUP", onHangup);
    handle("TERM", signals.stop::countDown);
    handle(
        "INT",
        () -> {
          if (interrupts.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(INTERRUPTED);
          }
          signals.stop.countDown();
        });
    return signals;
  }

  /**
   * Java has no other way to hear SIGHUP, or to exit 0 on SIGTERM, than sun.misc.Signal. It is
   * reached by reflection, since naming it is a warning that cannot be suppressed.
   */
  private static void handle(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) -> {
                if (!method.getName().equals("handle")) {
                  throw new UnsupportedOperationException(method.getName());
                }
                handler.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handlerType)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SIG" + name + " cannot be handled by this JVM", e);
    }
  }

  /** Ends the wait as SIGTERM does. */
  void stop() {
    stop.countDown();
  }

  /** Waits until the process is asked to end (true) or the time is over. */
  boolean await(Duration atMost) throws InterruptedException {
    return stop.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the process is asked to end. */
  public void await() throws InterruptedException {
    stop.await();
  }
}
