package dev.crossfade.config.shape;

import java.util.regex.Pattern;

/** Takes out of URLs what opens doors: the user before the host, and tokens in the query. */
public final class Credentials {
  public static final String HIDDEN = "(secret)";

  private static final Pattern USER = Pattern.compile("//[^/?#@\\s]*@");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?i)([?&;][^=&;#\\s]*(?:token|key|secret|passw|pwd|signature|auth)[^=&;#\\s]*=)[^&;#\\s]+");

  private Credentials() {}

  /** The text without them. */
  public static String hidden(String text) {
    if (text.indexOf("//") < 0 && text.indexOf('?') < 0) {
      return text;
    }
    String unnamed = USER.matcher(text).replaceAll("//" + HIDDEN + "@");
    return TOKEN.matcher(unnamed).replaceAll("$1" + HIDDEN);
  }
}
