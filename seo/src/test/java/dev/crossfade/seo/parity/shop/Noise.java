package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * What differs between two answers without a meaning: tokens, dates, recommendations, hashes of
 * classes, stock counters, banners, white space, quotes, order and spelling. Each answer has its
 * own.
 */
public final class Noise {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** What needs no quotes. */
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:-]+");

  private final Random random;

  /** Whether white space between elements is left out. */
  final boolean minified;

  /** Whether the shop's own addresses are absolute. */
  final boolean absolute;

  /** Whether prices are written without a last zero, and offers with http. */
  final boolean otherSpelling;

  final boolean banner;

  /** Which arm of an experiment the visitor is in. */
  final int arm;

  public Noise(long seed) {
    random = new Random(seed);
    minified = random.nextBoolean();
    absolute = random.nextInt(3) == 0;
    otherSpelling = random.nextBoolean();
    banner = random.nextInt(3) == 0;
    arm = random.nextInt(4);
  }

  String token(int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return out.toString();
  }

  int number(int below) {
    return random.nextInt(below);
  }

  boolean either() {
    return random.nextBoolean();
  }

  /** A date and a time of day. */
  String date() {
    return "2026-%02d-%02dT%02d:%02d:%02dZ"
        .formatted(1 + number(12), 1 + number(28), number(24), number(60), number(60));
  }

  List<Link> recommendations() {
    return Catalogue.recommended(random, 4 + number(5));
  }

  /** An own address, spelt in one way or another. */
  String href(String path) {
    String url = absolute ? Catalogue.ORIGIN + path : path;
    if (number(12) != 0) {
      return url;
    }
    String mark = path.contains("?") ? "&" : "?";
    return url + mark + "utm_source=" + token(4) + "&gclid=" + token(12);
  }

  /** White space that means nothing. */
  String gap() {
    return minified ? "" : "\n" + " ".repeat(number(9));
  }

  /** Text in HTML; what need not be escaped sometimes is. */
  String text(String plain) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '&' -> out.append(either() ? "&amp;" : "&#38;");
        case '“' -> out.append(either() ? "&ldquo;" : "“");
        case '”' -> out.append(either() ? "&#x201D;" : "”");
        case '–' -> out.append(either() ? "&ndash;" : "–");
        case ' ' -> out.append(minified || number(15) != 0 ? " " : " \n ");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** An element's attributes, in any order and any quotes: names and values in turn. */
  String attributes(String... pairs) {
    int count = pairs.length / 2;
    int turn = count == 0 ? 0 : number(count);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int at = (i + turn) % count * 2;
      String name = pairs[at];
      String value = pairs[at + 1].replace("&", "&amp;").replace("\"", "&quot;");
      boolean bare = BARE.matcher(value).matches() && !value.endsWith("/");
      int way = number(bare ? 3 : 2);
      out.append(' ').append(name).append('=');
      switch (way) {
        case 0 -> out.append('"').append(value).append('"');
        case 1 -> out.append('\'').append(value.replace("'", "&#39;")).append('\'');
        default -> out.append(value);
      }
    }
    return out.toString();
  }

  /** A start tag. */
  String tag(String name, String... pairs) {
    return "<" + name + attributes(pairs) + ">";
  }

  String price(String price) {
    return otherSpelling && price.endsWith("0") ? price.substring(0, price.length() - 1) : price;
  }

  String schema() {
    return otherSpelling ? "http://schema.org/" : "https://schema.org/";
  }
}
