package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.value.HostPort;
import dev.crossfade.console.AdminServer;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.rollout.journal.JournalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What only one process at a time can have: the journal with the lock of {@code state.dir}, and the
 * admin port. Can be let go of and claimed again. One thread at a time, but for {@link #adminPort}.
 */
final class Tenure implements AutoCloseable {
  private static final long PAUSE_MS = 20;

  private final HeldJournal journal;
  private final Admin settings;
  private final AdminServices services;
  private boolean journalHeld;

  /** Made before it may be opened, so that between two processes' ports there is little time. */
  private volatile @Nullable AdminServer admin;

  Tenure(HeldJournal journal, Admin settings, AdminServices services) {
    this.journal = journal;
    this.settings = settings;
    this.services = services;
    this.admin = AdminServer.make(settings, services);
  }

  /** One try to have something that another process may be about to let go of. */
  @FunctionalInterface
  private interface Claim {
    void claim() throws IOException;
  }

  /** Claims the journal, which makes this process the gateway; once is enough. */
  void claimJournal(Duration patience) throws IOException {
    if (!journalHeld) {
      insist(journal::claim, patience);
      journalHeld = true;
    }
  }

  void openAdmin(Duration patience) throws IOException {
    AdminServer there = admin;
    AdminServer made = there == null ? AdminServer.make(settings, services) : there;
    admin = made;
    insist(made::open, patience);
  }

  /** Has the admin port follow its settings; gives why it cannot. */
  List<String> configure(Admin wanted) {
    AdminServer now = admin;
    return now == null ? List.of() : now.configure(wanted);
  }

  private static void insist(Claim claim, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        claim.claim();
        return;
      } catch (JournalException | IOException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** The admin port, also where the system chose it. */
  int adminPort() {
    AdminServer now = admin;
    if (now == null) {
      throw new IllegalStateException("the admin port is another's by now");
    }
    return now.port();
  }

  /**
   * Where the admin port is: a URL, unless what speaks TLS for it has the name that people use;
   * empty: it is another's.
   */
  String address() {
    AdminServer now = admin;
    if (now == null) {
      return "";
    }
    String address = new HostPort(settings.bind().host(), now.port()).toString();
    return settings.behindTls()
        ? address
        : (settings.tls() == null ? "http://" : "https://") + address;
  }

  /** Lets go of all of it; doing so twice does nothing. */
  @Override
  public void close() {
    AdminServer now = admin;
    if (now != null) {
      now.close();
      admin = null;
    }
    if (journalHeld) {
      journal.close();
      journalHeld = false;
    }
  }
}
