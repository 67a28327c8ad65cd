package dev.crossfade.proxy.http1;

/**
 * The line before a chunk (RFC 9112 §7.1), byte by byte: its size in hex, and extensions, whose
 * grammar is checked and whose meaning is nobody's.
 *
 * <pre>
 *   Digits ─► Name ─► ValueStart ─► Token ──┐
 *     │  ▲      │         └─► Quoted ⇄ Escaped
 *     │  └──────┴── ; ────────────────┴──── Quoted's end
 *     └── CR, from any but ValueStart and Quoted ──► Lf ─► done
 * </pre>
 */
final class ChunkSize {
  private enum State {
    DIGITS,
    NAME,
    VALUE_START,
    TOKEN,
    QUOTED,
    ESCAPED,
    QUOTED_END,
    LF
  }

  /** With its extensions; real ones are a few bytes. */
  private static final int LONGEST_LINE = 256;

  private static final int MOST_DIGITS = 8;

  private State state = State.DIGITS;
  private long size;
  private int digits;
  private int bytes;
  private boolean named;

  void begin() {
    state = State.DIGITS;
    size = 0;
    digits = 0;
    bytes = 0;
  }

  /** Once the line has ended. */
  long size() {
    return size;
  }

  /** Takes the next byte; true: it was the line's last. */
  boolean onByte(byte b) throws Violation {
    if (++bytes > LONGEST_LINE + 2) {
      throw Violation.syntax("a chunk's size with more than " + LONGEST_LINE + " bytes");
    }
    switch (state) {
      case DIGITS -> onDigit(b);
      case NAME -> onName(b);
      case VALUE_START -> onValueStart(b);
      case TOKEN, QUOTED_END -> onValueEnd(b);
      case QUOTED -> onQuoted(b);
      case ESCAPED -> {
        if (!Bytes.isFieldValue(b)) {
          throw Violation.syntax("a control character in a chunk extension");
        }
        state = State.QUOTED;
      }
      case LF -> {
        if (b != Bytes.LF) {
          throw Violation.syntax("CR without LF");
        }
        return true;
      }
    }
    return false;
  }

  private void onDigit(byte b) throws Violation {
    int digit = Bytes.hex(b);
    if (digit < 0) {
      if (digits == 0) {
        throw Violation.syntax("a chunk without a size");
      }
      onExtensionEnd(b);
      return;
    }
    size = size << 4 | digit;
    if (++digits > MOST_DIGITS || size > Integer.MAX_VALUE) {
      throw Violation.syntax("a chunk without a size from 0 to 7fffffff");
    }
  }

  private void onName(byte b) throws Violation {
    if (Bytes.isToken(b)) {
      named = true;
    } else if (!named) {
      throw Violation.syntax("a chunk extension without a name");
    } else if (b == '=') {
      state = State.VALUE_START;
    } else {
      onExtensionEnd(b);
    }
  }

  private void onValueStart(byte b) throws Violation {
    if (b == '"') {
      state = State.QUOTED;
    } else if (Bytes.isToken(b)) {
      state = State.TOKEN;
    } else {
      throw Violation.syntax("a chunk extension without a value");
    }
  }

  private void onValueEnd(byte b) throws Violation {
    if (state == State.QUOTED_END || !Bytes.isToken(b)) {
      onExtensionEnd(b);
    }
  }

  private void onQuoted(byte b) throws Violation {
    if (b == '"') {
      state = State.QUOTED_END;
    } else if (b == '\\') {
      state = State.ESCAPED;
    } else if (!Bytes.isFieldValue(b)) {
      throw Violation.syntax("a chunk extension whose quotes do not close");
    }
  }

  private void onExtensionEnd(byte b) throws Violation {
    if (b == ';') {
      named = false;
      state = State.NAME;
    } else if (b == Bytes.CR) {
      state = State.LF;
    } else {
      throw Violation.syntax("something else than extensions behind a chunk's size");
    }
  }
}
