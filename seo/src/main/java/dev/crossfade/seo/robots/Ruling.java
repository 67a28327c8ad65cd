package dev.crossfade.seo.robots;

/** Whether a crawler may ask for a URL, and what says so. */
public record Ruling(boolean allowed, Why why) {
  /** What decides. */
  public sealed interface Why {}

  /**
   * A line does.
   *
   * @param number from 1
   * @param text as written: {@code Disallow: /cart}
   * @param group whom it is said to, in lower case: {@code googlebot}, {@code *}
   */
  public record ByLine(int number, String text, String group) implements Why {}

  /** No line is about this URL. */
  public record Unsaid(String group) implements Why {}

  /** No group is for this crawler. */
  public record Unaddressed() implements Why {}

  /** The file itself may always be asked for. */
  public record Itself() implements Why {}

  /** There are no rules to be read; the reason is for people: {@code robots.txt answers 503}. */
  public record ByAnswer(String reason) implements Why {}

  /** For people: {@code allowed by line 3, "Allow: /c/" (to Googlebot)}. */
  @Override
  public String toString() {
    String verdict = allowed ? "allowed" : "blocked";
    return verdict
        + switch (why) {
          case ByLine(int number, String text, String group) ->
              " by line " + number + ", \"" + text + "\" (to " + group + ")";
          case Unsaid(String group) -> ": no rule to " + group + " is about it";
          case Unaddressed _ -> ": no group is for this crawler";
          case Itself _ -> ": robots.txt itself always is";
          case ByAnswer(String reason) -> ": " + reason;
        };
  }
}
