package dev.crossfade.deploy.gateway;

import dev.crossfade.deploy.takeover.Handover;
import dev.crossfade.deploy.takeover.Predecessor;
import dev.crossfade.deploy.takeover.TakeoverException;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a process becomes the gateway: in place of another, or of nobody. */
final class Accession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Accession.class);

  /** How long a predecessor may still hold what it said it let go of. */
  private static final Duration HANDING_OVER = Duration.ofSeconds(5);

  private final @Nullable Predecessor predecessor;

  private Accession(@Nullable Predecessor predecessor) {
    this.predecessor = predecessor;
  }

  /** In nobody's place. */
  static Accession plain() {
    return new Accession(null);
  }

  /** In the place of the gateway that runs by this state, if one does. */
  static Accession after(Path stateDir) throws StartFailure {
    if (!Handover.isPossible()) {
      throw failure("needs epoll, which this machine does not have");
    }
    try {
      Predecessor found = Predecessor.find(stateDir).orElse(null);
      if (found == null) {
        log.info("no gateway runs by {}: nothing to take over", stateDir);
      } else {
        log.info("taking over from {}", found.name());
      }
      return new Accession(found);
    } catch (TakeoverException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  private static StartFailure failure(String why) {
    return new StartFailure(List.of("--takeover: " + why));
  }

  /** Whether another is the gateway until {@link #awaitTurn} returns. */
  boolean isTakeover() {
    return predecessor != null;
  }

  /** Gives the data plane the sockets there are. */
  void equip(DataPlane plane, Transport transport) throws StartFailure {
    if (predecessor == null) {
      return;
    }
    if (!transport.handsOver()) {
      throw failure("not with --transport nio (expected: io_uring or epoll)");
    }
    try {
      plane.adopt(predecessor.sockets());
    } catch (TakeoverException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  /** All is ready; returns when it is our turn to claim what only one process can have. */
  void awaitTurn() throws TakeoverException {
    if (predecessor != null) {
      predecessor.awaitRelease();
    }
  }

  /** How long to insist on what is claimed. */
  Duration patience() {
    return isTakeover() ? HANDING_OVER : Duration.ZERO;
  }

  /** We serve, nobody else has to. */
  void done() {
    if (predecessor != null) {
      predecessor.done();
      predecessor.close();
    }
  }

  @Override
  public void close() {
    if (predecessor != null) {
      predecessor.close();
    }
  }
}
