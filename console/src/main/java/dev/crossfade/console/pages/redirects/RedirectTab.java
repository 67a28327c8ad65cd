package dev.crossfade.console.pages.redirects;

/** One of the pages about redirects. */
public enum RedirectTab {
  ENTRIES("Entries", "/redirects"),
  MISSES("Not found", "/redirects/misses"),
  LINT("Lint", "/redirects/lint"),
  PREVIEW("Try a file", "/redirects/preview");

  private final String title;
  private final String path;

  RedirectTab(String title, String path) {
    this.title = title;
    this.path = path;
  }

  public String title() {
    return title;
  }

  public String path() {
    return path;
  }
}
