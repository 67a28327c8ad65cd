package dev.crossfade.proxy.http1;

/**
 * Takes the fields of a head that is being written, whatever it becomes on the wire. A field is
 * copied as it came, or begun, given its value in pieces, and ended.
 */
public interface FieldSink {
  /** A field as it stands in another head. */
  void copy(Head from, int field);

  FieldSink begin(Name name);

  /** A piece of a value: ASCII, without control characters. */
  FieldSink text(CharSequence piece);

  /** A piece of a value, from where it was checked. */
  FieldSink bytes(byte[] piece, int from, int to);

  /** A piece of a value: sixteen digits. */
  FieldSink hex(long bits);

  void end();

  default void field(Name name, CharSequence value) {
    begin(name).text(value).end();
  }
}
