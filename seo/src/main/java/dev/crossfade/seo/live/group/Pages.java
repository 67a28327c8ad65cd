package dev.crossfade.seo.live.group;

/** Pages that are built alike, of one unit. */
public record Pages(String unit, String template) implements Comparable<Pages> {
  @Override
  public int compareTo(Pages other) {
    int units = unit.compareTo(other.unit);
    return units != 0 ? units : template.compareTo(other.template);
  }

  @Override
  public String toString() {
    return unit + "/" + template;
  }
}
