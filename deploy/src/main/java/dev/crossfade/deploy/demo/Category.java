package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shelf of the shop: a department when it has no parent, else a category of one.
 *
 * @param id the number that the old-style URLs carry
 * @param icon the path of a drawing in a 64 by 64 box; product images are made of it
 */
public record Category(
    int id, String slug, String name, String introduction, String icon, @Nullable Category parent) {

  /** The new-style path: {@code /c/camping} or {@code /c/camping/tents}. */
  public String path() {
    return parent == null ? "/c/" + slug : parent.path() + "/" + slug;
  }

  /** The path as the shop had it before it renamed its URLs. */
  public String oldPath() {
    return "/category-" + id + ".html";
  }

  /** This category after those that contain it. */
  List<Category> lineage() {
    List<Category> lineage = new ArrayList<>();
    for (Category at = this; at != null; at = at.parent()) {
      lineage.addFirst(at);
    }
    return List.copyOf(lineage);
  }
}
