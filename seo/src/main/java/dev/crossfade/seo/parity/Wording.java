package dev.crossfade.seo.parity;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Texts as search engines tell them apart: without case, kinds of quotes, dashes and spaces. */
final class Wording {
  private static final Map<Integer, String> ONE_FOR_MANY =
      Map.ofEntries(
          Map.entry(0x2018, "'"),
          Map.entry(0x2019, "'"),
          Map.entry(0x201a, "'"),
          Map.entry(0x201b, "'"),
          Map.entry(0x2032, "'"),
          Map.entry(0x60, "'"),
          Map.entry(0xb4, "'"),
          Map.entry(0x201c, "\""),
          Map.entry(0x201d, "\""),
          Map.entry(0x201e, "\""),
          Map.entry(0xab, "\""),
          Map.entry(0xbb, "\""),
          Map.entry(0x2033, "\""),
          Map.entry(0x2010, "-"),
          Map.entry(0x2011, "-"),
          Map.entry(0x2012, "-"),
          Map.entry(0x2013, "-"),
          Map.entry(0x2014, "-"),
          Map.entry(0x2015, "-"),
          Map.entry(0x2212, "-"),
          Map.entry(0xad, ""),
          Map.entry(0x200b, ""),
          Map.entry(0x200c, ""),
          Map.entry(0x200d, ""),
          Map.entry(0x2060, ""),
          Map.entry(0xfeff, ""));

  /** Between the parts of a title, which one says the same as another. */
  private static final Set<String> SEPARATORS =
      Set.of("|", "-", ":", "·", "•", ">", "/", "~", "::");

  private static final int LONGEST_SHOWN = 120;

  private Wording() {}

  /** What is left of a text when only its words count. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    String composed = Normalizer.normalize(unquoted(text), Normalizer.Form.NFKC);
    boolean space = false;
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = true;
        continue;
      }
      if (space && !out.isEmpty()) {
        out.append(' ');
      }
      space = false;
      out.appendCodePoint(c);
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }

  private static String unquoted(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String one = ONE_FOR_MANY.get(c);
              if (one == null) {
                out.appendCodePoint(c);
              } else {
                out.append(one);
              }
            });
    return out.toString();
  }

  /** A title without the name of the shop at its beginning or end, and with one separator. */
  static String title(String text, Set<String> brands) {
    List<String> words = List.of(plain(text).split(" "));
    StringBuilder out = new StringBuilder();
    for (String word : words) {
      out.append(out.isEmpty() ? "" : " ").append(SEPARATORS.contains(word) ? "|" : word);
    }
    String whole = out.toString();
    for (String brand : brands) {
      if (whole.endsWith(" | " + brand)) {
        return whole.substring(0, whole.length() - brand.length() - 3);
      }
      if (whole.startsWith(brand + " | ")) {
        return whole.substring(brand.length() + 3);
      }
    }
    return whole;
  }

  /** For people: in quotes, cut short. */
  static String quoted(String text) {
    if (text.length() <= LONGEST_SHOWN) {
      return "\"" + text + "\"";
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1))
            ? LONGEST_SHOWN - 1
            : LONGEST_SHOWN;
    return "\"" + text.substring(0, end) + "…\"";
  }

  /** {@code 1 link}, {@code 2 links}. */
  static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** A share for people: {@code 12 %}. */
  static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /** The first few, and how many more there are. */
  static String some(List<String> all, int most) {
    String first = String.join(", ", all.subList(0, Math.min(most, all.size())));
    return all.size() <= most ? first : first + " and " + (all.size() - most) + " more";
  }
}
