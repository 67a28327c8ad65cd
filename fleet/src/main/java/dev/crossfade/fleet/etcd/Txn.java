package dev.crossfade.fleet.etcd;

import java.util.List;

/** Some changes, made all at once and only if all conditions hold; else other things are done. */
public record Txn(List<If> conditions, List<Op> then, List<Op> otherwise) {
  public Txn {
    conditions = List.copyOf(conditions);
    then = List.copyOf(then);
    otherwise = List.copyOf(otherwise);
  }

  /** A condition. */
  public sealed interface If {
    /** There is no such key. */
    record Absent(String key) implements If {}

    /** The key holds exactly this. */
    record Holds(String key, String value) implements If {}

    /** The key is still the one that was made at this revision. */
    record Created(String key, long revision) implements If {}
  }

  /** What is done with keys. */
  public sealed interface Op {
    /** The key holds this then, and goes with the lease; 0: it stays. */
    record Put(String key, String value, long lease) implements Op {}

    record Get(String key) implements Op {}

    record Delete(Keys keys) implements Op {}
  }

  /**
   * What came of it.
   *
   * @param held the conditions held
   * @param revision of the changes, or of what was read
   * @param got for each of what was done, what it read; nothing where it read nothing
   */
  public record Done(boolean held, long revision, List<List<KeyValue>> got) {
    public Done {
      got = List.copyOf(got);
    }
  }
}
