package dev.crossfade.deploy.gateway;

import dev.crossfade.deploy.takeover.Incumbent;
import dev.crossfade.deploy.takeover.TakeoverException;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.ListeningSocket;
import dev.crossfade.rollout.journal.JournalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway as one that another process can take over. */
final class Succession implements Incumbent {
  private static final Logger log = LoggerFactory.getLogger(Succession.class);

  /** For a successor that dies: the kernel takes a moment to free what it had. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReentrantLock changes;
  private final DataPlane plane;
  private final Tenure tenure;
  private final RolloutDesk rollouts;
  private final ParityDesk parity;
  private final FleetDesk fleet;
  private final Operations operations;
  private final CompletableFuture<Void> takenOver = new CompletableFuture<>();
  private boolean wasReady;

  /**
   * @param changes held while a takeover is under way, so that nothing else changes meanwhile
   */
  Succession(
      ReentrantLock changes,
      DataPlane plane,
      Tenure tenure,
      RolloutDesk rollouts,
      ParityDesk parity,
      FleetDesk fleet,
      Operations operations) {
    this.changes = changes;
    this.plane = plane;
    this.tenure = tenure;
    this.rollouts = rollouts;
    this.parity = parity;
    this.fleet = fleet;
    this.operations = operations;
  }

  /** Done when another process is the gateway. */
  CompletableFuture<Void> takenOver() {
    return takenOver;
  }

  @Override
  public List<ListeningSocket> offer() throws TakeoverException {
    fleet.pause(); // another may lead meanwhile: nothing is written until this is over
    changes.lock();
    try {
      return plane.sockets();
    } catch (UnsupportedOperationException e) {
      throw new TakeoverException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void release() {
    wasReady = operations.ready();
    operations.setReady(false);
    rollouts.pause();
    parity.pause();
    tenure.close();
  }

  @Override
  public boolean reclaim() {
    try {
      tenure.claimJournal(PATIENCE);
    } catch (JournalException | IOException e) {
      log.warn("{}", e.getMessage());
      return false;
    }
    try {
      tenure.openAdmin(PATIENCE);
    } catch (IOException e) {
      log.error("clients are served, but nobody can ask how: {}", e.getMessage());
    }
    rollouts.resume();
    parity.resume();
    operations.setReady(wasReady);
    return true;
  }

  @Override
  public void leave() {
    takenOver.complete(null);
  }

  @Override
  public void withdraw() {
    if (changes.isHeldByCurrentThread()) {
      changes.unlock();
    }
    if (!takenOver.isDone()) {
      fleet.resume();
    }
  }
}
