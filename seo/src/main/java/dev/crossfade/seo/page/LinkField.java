package dev.crossfade.seo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Link field (RFC 8288), as far as canonicals, language versions and paging need it. */
final class LinkField {
  private static final int MOST = 500;

  private final String value;
  private int at;

  /**
   * One link.
   *
   * @param relations in lower case
   * @param languages of its hreflang parameters
   */
  record Target(String written, List<String> relations, List<String> languages) {}

  private LinkField(String value) {
    this.value = value;
  }

  /** The links of a value that are about the page itself; what is none is passed over. */
  static List<Target> read(String value) {
    LinkField field = new LinkField(value);
    List<Target> targets = new ArrayList<>();
    while (field.at < value.length() && targets.size() < MOST) {
      field.link(targets);
    }
    return targets;
  }

  private void link(List<Target> into) {
    int from = value.indexOf('<', at);
    int to = from < 0 ? -1 : value.indexOf('>', from);
    if (to < 0) {
      at = value.length();
      return;
    }
    String written = value.substring(from + 1, to).strip();
    at = to + 1;
    List<String> relations = new ArrayList<>();
    List<String> languages = new ArrayList<>();
    boolean ofAnother = false;
    while (skipSpace() && value.charAt(at) == ';') {
      at++;
      String name = word().toLowerCase(Locale.ROOT);
      String parameter = "";
      if (skipSpace() && value.charAt(at) == '=') {
        at++;
        parameter = skipSpace() && value.charAt(at) == '"' ? quoted() : word();
      }
      switch (name) {
        // A second rel must be ignored, RFC 8288 §3.3.
        case "rel" -> {
          if (relations.isEmpty()) {
            relations.addAll(List.of(parameter.strip().toLowerCase(Locale.ROOT).split("\\s+", 20)));
          }
        }
        case "hreflang" -> languages.add(parameter);
        case "anchor" -> ofAnother = true;
        default -> {}
      }
    }
    int comma = value.indexOf(',', at);
    at = comma < 0 ? value.length() : comma + 1;
    if (!ofAnother) {
      into.add(new Target(written, relations, languages));
    }
  }

  /** Whether anything comes after the space. */
  private boolean skipSpace() {
    while (at < value.length() && value.charAt(at) <= ' ') {
      at++;
    }
    return at < value.length();
  }

  private String word() {
    skipSpace();
    int from = at;
    while (at < value.length() && " \t;,=\"".indexOf(value.charAt(at)) < 0) {
      at++;
    }
    return value.substring(from, at);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < value.length() && value.charAt(at) != '"') {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      text.append(value.charAt(at));
      at++;
    }
    at++;
    return text.toString();
  }
}
