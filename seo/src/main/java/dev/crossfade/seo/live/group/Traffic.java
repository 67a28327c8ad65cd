package dev.crossfade.seo.live.group;

/** About how many pages were asked for, by people and by crawlers. */
public record Traffic(double visitors, double crawlers) {
  public static final Traffic NONE = new Traffic(0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(visitors + other.visitors, crawlers + other.crawlers);
  }
}
