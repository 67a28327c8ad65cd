package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;

/** Writes the fields of a head that is sent, all but those that frame it. */
@FunctionalInterface
interface FieldWriter {
  void write(FieldSink out);

  /** Every field of a head that we made. */
  static void copyAll(Head head, FieldSink out) {
    for (int i = 0; i < head.count(); i++) {
      out.copy(head, i);
    }
  }
}
