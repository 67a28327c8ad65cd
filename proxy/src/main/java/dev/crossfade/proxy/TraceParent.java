package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;

/** What {@code traceparent} looks like (W3C Trace Context §3.2): version-trace-parent-flags. */
final class TraceParent {
  private static final int TRACE = 3;
  private static final int PARENT = TRACE + 32 + 1;
  private static final int FLAGS = PARENT + 16 + 1;
  private static final int LENGTH = FLAGS + 2;

  private TraceParent() {}

  /** Whether a head tells a trace: once, and as the specification wants it. */
  static boolean isTold(Head head) {
    int field = head.find(Name.TRACEPARENT);
    return field >= 0
        && head.find(Name.TRACEPARENT, field + 1) < 0
        && isValid(head.bytes(), head.valueFrom(field), head.valueEnd(field));
  }

  /** The trace's id, of a head that tells one. */
  static String trace(Head head) {
    return head.value(head.find(Name.TRACEPARENT)).substring(TRACE, TRACE + 32);
  }

  /** Later versions may say more behind what is known; ff is none (§3.2.2.1). */
  private static boolean isValid(byte[] in, int from, int end) {
    if (end - from < LENGTH || !isHex(in, from, 2) || (in[from] == 'f' && in[from + 1] == 'f')) {
      return false;
    }
    boolean first = in[from] == '0' && in[from + 1] == '0';
    boolean ends = end - from == LENGTH || (!first && in[from + LENGTH] == '-');
    return ends
        && in[from + TRACE - 1] == '-'
        && isId(in, from + TRACE, 32)
        && in[from + PARENT - 1] == '-'
        && isId(in, from + PARENT, 16)
        && in[from + FLAGS - 1] == '-'
        && isHex(in, from + FLAGS, 2);
  }

  private static boolean isId(byte[] in, int from, int length) {
    if (!isHex(in, from, length)) {
      return false;
    }
    for (int i = from; i < from + length; i++) {
      if (in[i] != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(byte[] in, int from, int length) {
    for (int i = from; i < from + length; i++) {
      boolean digit = (in[i] >= '0' && in[i] <= '9') || (in[i] >= 'a' && in[i] <= 'f');
      if (!digit) {
        return false;
      }
    }
    return true;
  }
}
