package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures and findings as people say them. */
final class Words {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final int LONGEST_NAME = 64;

  private Words() {}

  /** Whether a rule is about pages or old addresses, rather than one file or the site. */
  static boolean isOfUrls(Rule rule) {
    return switch (rule.id().substring(0, 3)) {
      case "MAP", "BOT" -> false;
      case "ROB" -> rule == Rule.ROB_CHANGED;
      default -> true;
    };
  }

  /** {@code 41 category pages name another canonical}. */
  static String sentence(Rule rule, String template, long count) {
    String family = rule.id().substring(0, rule.id().indexOf('-'));
    boolean one = count == 1;
    String verb = one ? rule.title() : plural(rule.title());
    return switch (family) {
      case "RED" ->
          count(count) + " old " + named(template) + (one ? "address " : "addresses ") + verb;
      case "MAP" -> times("The sitemap " + rule.title(), count);
      case "BOT" -> times("The site " + rule.title(), count);
      case "ROB" ->
          rule == Rule.ROB_CHANGED
              ? pages(template, count) + " " + verb
              : times("robots.txt " + rule.title(), count);
      default -> pages(template, count) + " " + verb;
    };
  }

  /** {@code A page names another canonical}: what the rule is about. */
  static String meaning(Rule rule) {
    String subject =
        switch (rule.id().substring(0, 3)) {
          case "RED" -> "An old address ";
          case "MAP" -> "A sitemap ";
          case "BOT" -> "The site ";
          case "ROB" -> rule == Rule.ROB_CHANGED ? "A page " : "robots.txt ";
          default -> "A page ";
        };
    return subject + rule.title();
  }

  private static String pages(String template, long count) {
    return count(count) + " " + named(template) + (count == 1 ? "page" : "pages");
  }

  private static String named(String template) {
    boolean plain = template.isEmpty() || template.equals(Templates.OTHER);
    return plain ? "" : Legible.line(Legible.cut(template, LONGEST_NAME)) + " ";
  }

  private static String times(String sentence, long count) {
    return count == 1 ? sentence : sentence + ", " + count(count) + " times";
  }

  /** The end of a sentence about one thing as that of one about several: its verb comes first. */
  static String plural(String end) {
    int space = end.indexOf(' ');
    String verb = space < 0 ? end : end.substring(0, space);
    String rest = space < 0 ? "" : end.substring(space).replace(" its ", " their ");
    return switch (verb) {
          case "is" -> "are";
          case "was" -> "were";
          case "has" -> "have";
          case "does" -> "do";
          default -> verb.endsWith("s") ? verb.substring(0, verb.length() - 1) : verb;
        }
        + rest;
  }

  /** {@code 12,480}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 URL}, {@code 2 URLs}. */
  static String urls(long count) {
    return count(count) + (count == 1 ? " URL" : " URLs");
  }

  /** In percent; neither all nor nothing where it is not. */
  static String share(long part, long whole) {
    if (whole <= 0 || part <= 0) {
      return "0 %";
    }
    if (part >= whole) {
      return "100 %";
    }
    long thousandths = Math.round(1_000.0 * part / whole);
    if (thousandths == 0) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", Math.min(thousandths, 999) / 10.0);
  }

  /** {@code 21 min}. */
  static String took(Duration took) {
    long seconds = took.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1_000.0);
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** {@code 19 Nov 2026 14:02 UTC}. */
  static String minute(Instant at) {
    return MINUTE.format(at);
  }

  static String label(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
