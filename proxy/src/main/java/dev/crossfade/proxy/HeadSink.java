package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Collects the fields of a shadow in a head of its own. Conditions and ranges are left out: they
 * are about what another storefront sent before.
 */
final class HeadSink implements FieldSink {
  private static final Set<String> CONDITIONS =
      Set.of(
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "if-range",
          "range");

  private final Head head = new Head();
  private final StringBuilder value = new StringBuilder();
  private Name name = Name.OTHER;

  private HeadSink() {}

  /** With the same method and target. */
  static HeadSink like(Head request) {
    HeadSink sink = new HeadSink();
    sink.head.request(request.method(), request.target());
    return sink;
  }

  /** The head that was collected, with the mark by which a backend knows a shadow. */
  Head marked() {
    return head.add(Name.X_CROSSFADE_SHADOW.text(), "1");
  }

  @Override
  public void copy(Head from, int field) {
    String text = from.nameText(field);
    if (from.name(field) != Name.OTHER || !CONDITIONS.contains(text.toLowerCase(Locale.ROOT))) {
      head.add(text, from.value(field));
    }
  }

  @Override
  public FieldSink begin(Name begun) {
    name = begun;
    value.setLength(0);
    return this;
  }

  @Override
  public FieldSink text(CharSequence piece) {
    value.append(piece);
    return this;
  }

  @Override
  public FieldSink bytes(byte[] piece, int from, int to) {
    value.append(new String(piece, from, to - from, StandardCharsets.ISO_8859_1));
    return this;
  }

  @Override
  public FieldSink hex(long bits) {
    value.append(HexFormat.of().toHexDigits(bits));
    return this;
  }

  @Override
  public void end() {
    head.add(name.text(), value);
  }
}
