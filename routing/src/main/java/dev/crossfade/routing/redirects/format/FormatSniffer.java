package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Guesses how a file of redirects is written: by its name where that says it, else by its start.
 */
final class FormatSniffer {
  private static final Pattern APACHE =
      Pattern.compile(
          "(?i)\\s*(Redirect(Match|Permanent|Temp)?|RewriteRule|RewriteEngine|RewriteCond)\\s.*"
              + "|\\s*<(IfModule|VirtualHost|Directory)\\b.*");
  private static final Pattern NGINX =
      Pattern.compile(
          "\\s*((map|location|rewrite|return|if|geo)\\s.*|(server|http)\\s*\\{.*|map_hash_.*;)");
  private static final Pattern JSON_LINES =
      Pattern.compile("\\s*\\{[^\\n\\r]*\\}\\s*[\\n\\r]+\\s*\\{(?s:.*)");

  private FormatSniffer() {}

  /**
   * @param name of the file, without its folder
   * @param start what it begins with, or all of it
   */
  static Format of(String name, String start) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
      return Format.JSONL;
    }
    if (lower.equals(".htaccess") || lower.endsWith(".htaccess")) {
      return Format.APACHE;
    }
    if (lower.equals("_redirects")) {
      return Format.NETLIFY;
    }
    String text = start.stripLeading();
    if (text.startsWith("{")
        || text.startsWith("[{")
        || text.startsWith("[\n")
        || text.equals("[]")) {
      return JSON_LINES.matcher(text).matches() ? Format.JSONL : Format.JSON;
    }
    if (lower.endsWith(".json")) {
      return Format.JSON;
    }
    return text.lines()
        .filter(
            line -> !line.isBlank() && !line.strip().startsWith("#") && !line.startsWith("sep="))
        .findFirst()
        .map(line -> byLines(line, text))
        .orElse(Format.CSV);
  }

  private static Format byLines(String first, String text) {
    Format table = table(first);
    if (first.indexOf('\t') >= 0 && text.lines().anyMatch(FormatSniffer::isSpaced)) {
      return Format.NETLIFY;
    }
    if (table != Format.AUTO) {
      return table;
    }
    if (text.lines().anyMatch(line -> APACHE.matcher(line).matches())) {
      return Format.APACHE;
    }
    if (text.lines().anyMatch(line -> NGINX.matcher(line).matches())) {
      return Format.NGINX;
    }
    return first.startsWith("/") || Address.authority(first) >= 0 ? Format.NETLIFY : Format.CSV;
  }

  /** Its words are parted by spaces alone. */
  private static boolean isSpaced(String line) {
    String text = line.strip();
    int space = text.indexOf(' ');
    return text.startsWith("/")
        && text.indexOf('\t') < 0
        && text.indexOf(',') < 0
        && space > 0
        && text.substring(space).stripLeading().startsWith("/");
  }

  /** AUTO: it is no row of a table. */
  private static Format table(String first) {
    char separator = Fields.separator(first);
    List<String> row;
    try {
      row = Fields.of(first, separator);
    } catch (Refusal refusal) {
      return Format.CSV; // a quote says so, though it is not closed
    }
    if (row.size() < 2) {
      return Format.AUTO;
    }
    if (Columns.isHeader(row)) {
      return Columns.format(row);
    }
    String source = row.getFirst().strip();
    boolean isSource = source.startsWith("/") || Address.authority(source) >= 0;
    if (separator == '\t') {
      return isSource && row.size() == 2 ? Format.MDN : Format.CSV;
    }
    boolean hasTarget =
        row.get(1).strip().startsWith("/") || Address.authority(row.get(1).strip()) >= 0;
    if (row.size() > 4 && (isFlag(row.get(3)) || isFlag(row.get(4)))) {
      return Format.CLOUDFLARE;
    }
    if (!isSource) {
      boolean isHost = hasTarget && source.indexOf('.') > 0 && source.indexOf(' ') < 0;
      return isHost ? Format.CLOUDFLARE : Format.AUTO;
    }
    boolean isGone = row.get(1).isBlank() && source.indexOf(' ') < 0;
    return hasTarget || isGone ? Format.CSV : Format.AUTO;
  }

  private static boolean isFlag(String field) {
    return field.strip().equalsIgnoreCase("true") || field.strip().equalsIgnoreCase("false");
  }
}
