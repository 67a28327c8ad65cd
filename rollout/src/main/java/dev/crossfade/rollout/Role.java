package dev.crossfade.rollout;

/** What a gateway may do by itself, of those that share a journal. */
public enum Role {
  /** Makes the moves that are due. One at a time has it; so has one that shares with nobody. */
  LEADER,

  /** Takes the leader's moves, and makes none but those that somebody orders here. */
  FOLLOWER,

  /**
   * Does not know who leads, nor what others do: it only makes moves that take exposure away or
   * stop. They are in effect here at once, and everywhere when the others can be reached again.
   */
  CUT_OFF
}
