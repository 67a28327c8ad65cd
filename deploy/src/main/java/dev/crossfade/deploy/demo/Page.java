package dev.crossfade.deploy.demo;

import java.util.List;

/**
 * A page before a design draws it: all that both storefronts must say alike.
 *
 * @param path its canonical path, with the query if that is part of what the page is
 * @param indexable whether search engines may keep it
 * @param trail the way here from the home page, ending with this page; empty for none
 */
record Page(
    int status,
    String title,
    String description,
    String path,
    boolean indexable,
    List<Crumb> trail,
    String heading,
    Content content) {

  /** One step of a trail. */
  record Crumb(String name, String path) {}

  Page {
    trail = List.copyOf(trail);
  }

  /** A page for search engines and people. */
  static Page open(
      String title,
      String description,
      String path,
      List<Crumb> trail,
      String heading,
      Content content) {
    return new Page(
        200, title + " | " + Labels.SHOP, description, path, true, trail, heading, content);
  }

  /** A page for the visitor only: a cart, a checkout, a search. */
  static Page closed(int status, String heading, String path, Content content) {
    return new Page(
        status,
        heading + " | " + Labels.SHOP,
        heading + " at " + Labels.SHOP + ".",
        path,
        false,
        List.of(),
        heading,
        content);
  }

  /** The same page with an order to search engines to forget it. */
  Page hidden() {
    return new Page(status, title, description, path, false, trail, heading, content);
  }
}
