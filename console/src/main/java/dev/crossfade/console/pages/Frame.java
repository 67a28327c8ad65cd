package dev.crossfade.console.pages;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page, and what its forms need.
 *
 * @param title of the page
 * @param section null: none, as with an error
 * @param viewer who looks; null: somebody who has not logged in
 * @param csrf goes into each form as the field {@code csrf}
 * @param session whether there is something to log out of
 * @param counts what waits in a section, shown beside its name
 * @param said what came of the action before, shown once
 */
public record Frame(
    String title,
    @Nullable Section section,
    @Nullable Actor viewer,
    String csrf,
    boolean session,
    Map<Section, Integer> counts,
    @Nullable String said) {
  public Frame {
    counts = Map.copyOf(counts);
  }

  /** Whether to offer what changes something. */
  public boolean mayAct() {
    return viewer != null && viewer.may(Role.OPERATOR);
  }

  /** What waits there; 0: nothing. */
  public int count(Section of) {
    return counts.getOrDefault(of, 0);
  }

  /** Where a file of the console is; see {@link Assets}. */
  public String asset(String name) {
    return Assets.path(name);
  }
}
