package dev.crossfade.deploy.demo;

/** What can go wrong with next in mid-ramp, each kind the business of another gate. */
public enum Fault {
  NONE,
  /** One product page in twenty answers 500. */
  ERRORS,
  /** One product page in four answers 500: what nobody needs statistics for. */
  OUTAGE,
  /** Every page takes longer, and one in ten much longer: the tail moves most. */
  SLOW,
  /** One request in fifty that carries a session gets an empty new one instead. */
  SESSIONS,
  /** Every seventh product costs more than it should, on all its pages. */
  PRICES,
  /** Every page tells search engines to forget it. */
  NOINDEX
}
