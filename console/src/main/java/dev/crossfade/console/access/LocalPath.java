package dev.crossfade.console.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where to go on after logging in: a page of ours, whatever the link says that led to the form. */
final class LocalPath {
  private static final int LONGEST = 2_000;

  /** One slash, then nothing that a browser would take for another host: no second one, no \. */
  private static final Pattern LOCAL = Pattern.compile("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]*)?");

  private static final Pattern LOGIN = Pattern.compile("/log(?:in|out)(?:[/?#].*)?");

  private LocalPath() {}

  /** The path if it is a local one, else the first page. */
  static String of(@Nullable String wanted) {
    if (wanted == null
        || wanted.length() > LONGEST
        || !LOCAL.matcher(wanted).matches()
        || LOGIN.matcher(wanted).matches()) {
      return "/";
    }
    return wanted;
  }
}
