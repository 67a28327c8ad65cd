package dev.crossfade.proxy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code Forwarded} (RFC 7239 §4): an element for each hop on the way, the nearest last.
 */
final class Forwarded {
  /**
   * What one hop told of who spoke to it.
   *
   * @param client its address; null: hidden, unknown, or not told
   * @param proto what it spoke, in lower case; null: not told
   */
  record Element(@Nullable InetAddress client, @Nullable String proto) {
    private static final Element SILENT = new Element(null, null);
  }

  private final String line;
  private int at;

  private Forwarded(String line) {
    this.line = line;
  }

  /**
   * The elements of one line. Of a line that breaks the grammar nothing is taken: where its
   * elements end is anybody's guess, so it counts as one hop that told nothing.
   */
  static List<Element> read(String line) {
    List<Element> elements = new Forwarded(line).elements();
    return elements == null ? List.of(Element.SILENT) : elements;
  }

  /** Null: the grammar is broken. */
  private @Nullable List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    do {
      skipSpace();
      if (at < line.length() && line.charAt(at) != ',') { // a list may have empty elements
        Element element = element();
        if (element == null) {
          return null;
        }
        elements.add(element);
      }
    } while (skip(','));
    return at == line.length() ? elements : null;
  }

  private @Nullable Element element() {
    InetAddress client = null;
    String proto = null;
    do {
      skipSpace();
      int from = at;
      while (at < line.length() && isToken(line.charAt(at))) {
        at++;
      }
      String name = line.substring(from, at).toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        continue; // between two semicolons
      }
      String value = skip('=') ? value() : null;
      if (value == null) {
        return null;
      }
      switch (name) {
        case "for" -> client = address(value);
        case "proto" -> proto = value.toLowerCase(Locale.ROOT);
        default -> {} // by and host are not asked for, extensions not known
      }
      skipSpace();
    } while (skip(';'));
    return new Element(client, proto);
  }

  /** A token or a quoted string; null: neither. */
  private @Nullable String value() {
    if (!skip('"')) {
      int from = at;
      while (at < line.length() && (isToken(line.charAt(at)) || isOfAddress(line.charAt(at)))) {
        at++;
      }
      return at == from ? null : line.substring(from, at);
    }
    StringBuilder value = new StringBuilder();
    while (at < line.length() && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\') {
        at++;
      }
      if (at < line.length()) {
        value.append(line.charAt(at++));
      }
    }
    return skip('"') ? value.toString() : null;
  }

  /** An address with or without a port, IPv6 in brackets; null: a name, or {@code unknown}. */
  private static @Nullable InetAddress address(String node) {
    String text = node;
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      text = end < 0 ? "" : node.substring(1, end);
    } else if (node.indexOf(':') == node.lastIndexOf(':') && node.indexOf(':') >= 0) {
      text = node.substring(0, node.indexOf(':'));
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes == null ? null : Hops.address(bytes);
  }

  private void skipSpace() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char wanted) {
    boolean there = at < line.length() && line.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  /** What the grammar wants in quotes, and not every proxy quotes. */
  private static boolean isOfAddress(char c) {
    return c == ':' || c == '[' || c == ']';
  }
}
