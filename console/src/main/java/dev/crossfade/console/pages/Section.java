package dev.crossfade.console.pages;

/** A part of the console, in the order of its navigation. */
public enum Section {
  OVERVIEW("Overview", "/"),
  ROLLOUTS("Rollouts", "/rollouts"),
  FINDINGS("Findings", "/findings"),
  REDIRECTS("Redirects", "/redirects"),
  CRAWLERS("Crawlers", "/crawlers"),
  EXPLAIN("Explain", "/explain"),
  CONFIG("Config", "/config"),
  JOURNAL("Journal", "/journal");

  private final String title;
  private final String path;

  Section(String title, String path) {
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
