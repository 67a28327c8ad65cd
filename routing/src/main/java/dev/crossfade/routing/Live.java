package dev.crossfade.routing;

/**
 * What decisions look at beside the configuration, and what outlives it.
 *
 * @param dials how far each unit is
 * @param guards which templates are kept from next
 * @param pages who was shown what by which storefront
 * @param up which backends can answer
 */
public record Live(Dials dials, Guards guards, PageMemory pages, Availability up) {
  /** Nothing has happened yet, and all is well. */
  public static Live fresh() {
    return new Live(new Dials(), new Guards(), new PageMemory(), Availability.ALL);
  }

  /** The same with another view of the backends. */
  public Live with(Availability view) {
    return new Live(dials, guards, pages, view);
  }
}
