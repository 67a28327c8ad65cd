package dev.crossfade.cohorts;

/** A named segment of visitors, ready to be asked. On the event loop: no I/O, no locks. */
public interface Cohort {
  String name();

  boolean holds(Visitor visitor);
}
