package dev.crossfade.seo.live.store;

import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads groups from a store, with what other gateways found, and writes down what changes, on a
 * thread of its own that nobody waits for. Without a store everything goes on in memory, which is
 * bounded: that is said once, and tried again.
 */
public final class FindingKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FindingKeeper.class);
  private static final long PATIENCE_SECONDS = 5;

  private final Account account;
  private final FindingStore.Opener opener;
  private final Duration every;
  private final Duration again;
  private final Clock clock;
  private final Consumer<Groups> loaded;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("findings").unstarted(this::run);
  private @Nullable FindingStore store; // of the thread
  private boolean told; // of the thread
  private volatile @Nullable String problem;

  private FindingKeeper(
      Account account,
      FindingStore.Opener opener,
      Duration every,
      Duration again,
      Clock clock,
      Consumer<Groups> loaded) {
    this.account = account;
    this.opener = opener;
    this.every = every;
    this.again = again;
    this.clock = clock;
    this.loaded = loaded;
  }

  /**
   * Begins to keep them.
   *
   * @param account of the groups; nobody else uses it meanwhile
   * @param every how often changes are written and read
   * @param again when a store that failed is tried again
   * @param loaded told when what was kept is there, each time it was read anew, and when it cannot
   *     be had at first
   */
  public static FindingKeeper start(
      Account account,
      FindingStore.Opener opener,
      Duration every,
      Duration again,
      Clock clock,
      Consumer<Groups> loaded) {
    FindingKeeper keeper = new FindingKeeper(account, opener, every, again, clock, loaded);
    keeper.thread.start();
    return keeper;
  }

  /** Why nothing is written down at the moment; null: it is. */
  public @Nullable String problem() {
    return problem;
  }

  private void run() {
    try {
      boolean last;
      do {
        boolean kept = keep();
        Duration pause = kept ? every : again;
        last = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      } while (!last);
      keep();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      letGo();
    }
  }

  /** Writes what changed and reads what others changed; false: the store does not work. */
  private boolean keep() {
    try {
      FindingStore open = opened();
      account.groups().tidy(clock.instant());
      account.settle(open, clock.instant());
      onWell();
      return true;
    } catch (StoreException e) {
      onTrouble(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      log.atDebug().setCause(e).log("findings");
      onTrouble(String.valueOf(e));
    }
    return false;
  }

  private FindingStore opened() throws StoreException {
    FindingStore known = store;
    if (known != null) {
      return known;
    }
    FindingStore made = opener.open();
    store = made;
    account.open(made);
    told = true;
    loaded.accept(account.groups());
    return made;
  }

  private void onWell() {
    if (problem != null) {
      problem = null;
      log.info("findings are written down again");
    }
  }

  private void onTrouble(String message) {
    letGo();
    if (problem == null) {
      log.warn("findings stay in memory: {}", message);
    }
    problem = message;
    tell();
  }

  /** Whoever waits for what was kept does not wait for a store that does not come. */
  private void tell() {
    if (!told) {
      told = true;
      loaded.accept(account.groups());
    }
  }

  private void letGo() {
    FindingStore open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }

  /** Writes what is left, and lets go of the store. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
