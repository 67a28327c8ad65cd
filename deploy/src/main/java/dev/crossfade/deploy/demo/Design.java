package dev.crossfade.deploy.demo;

import java.util.List;

/** How a storefront looks. Draws every kind of page; decides nothing about what it says. */
sealed interface Design permits LegacyDesign, NextDesign {

  /**
   * A page as one visitor sees it.
   *
   * @param origin scheme and authority of the public address, for absolute URLs
   * @param pieces how many things are in the visitor's cart
   */
  record View(Page page, String origin, List<Category> departments, int pieces) {
    public View {
      departments = List.copyOf(departments);
    }
  }

  Html draw(View view);
}
