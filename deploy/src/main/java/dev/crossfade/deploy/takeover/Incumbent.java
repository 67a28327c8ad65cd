package dev.crossfade.deploy.takeover;

import dev.crossfade.proxy.ListeningSocket;
import java.util.List;

/**
 * The gateway that another wants to take over, as the handover asks it. All on one thread, in this
 * order: {@link #offer}, and whatever comes of it, {@link #withdraw} at last; in between {@link
 * #release}, and after that either {@link #reclaim} or {@link #leave}.
 */
public interface Incumbent {
  /**
   * The sockets where clients connect; from here on nothing may change them.
   *
   * @throws TakeoverException why they cannot be had
   */
  List<ListeningSocket> offer() throws TakeoverException;

  /** Lets go of all that only one process may have; clients are served on. */
  void release();

  /** Takes it back; false: somebody else has it. */
  boolean reclaim();

  /** Another has taken over: finishes what is under way, and ends. */
  void leave();

  /** The offer is over. */
  void withdraw();
}
