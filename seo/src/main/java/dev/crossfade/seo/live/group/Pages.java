package dev.crossfade.seo.live.group;

/**
 * Pages that are built alike, of one unit.
 *
 * @param unit {@value #NO_UNIT}: of none
 */
public record Pages(String unit, String template) implements Comparable<Pages> {
  /** No unit is called so: names begin with a letter. */
  public static final String NO_UNIT = "-";

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
