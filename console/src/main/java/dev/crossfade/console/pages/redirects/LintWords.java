package dev.crossfade.console.pages.redirects;

/** What a rule of lint means to a search engine, in a sentence. */
public final class LintWords {
  private LintWords() {}

  /** Empty: the problems themselves say it. */
  public static String of(String rule) {
    return switch (rule) {
      case "RED-INVALID" -> "The line cannot be followed: the old page is a 404.";
      case "RED-LOOP" -> "Leads back to itself: search engines give up and drop the page.";
      case "RED-CHAIN" ->
          "Leads to what redirects again: the gateway answers with the end, other readers of the file do not.";
      case "RED-DUPLICATE" -> "Says what another one says: one of them was meant otherwise.";
      case "RED-CONFLICT" ->
          "Asks for the same as another one and leads elsewhere: the first wins.";
      case "RED-TEMPORARY" -> "302, 303 or 307: search engines keep the old address.";
      case "RED-HOME" -> "Many to the home page: search engines take them for pages not found.";
      case "RED-MANY" -> "Many to one page: search engines may take them for pages not found.";
      case "RED-SHADOWED" -> "Can never match, since others win.";
      default -> "";
    };
  }
}
