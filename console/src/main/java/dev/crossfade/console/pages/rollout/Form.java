package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.service.RolloutService.Option;
import java.util.List;

/**
 * The form of one order: what it will do, and what has to be said with it.
 *
 * @param order as the API calls it; the path of its form ends with it
 * @param gate of an approval; empty: it is none
 * @param button what leads to it
 * @param look of the buttons: primary, danger or nothing
 * @param title a question
 * @param consequences what it does, a sentence each
 * @param against what stands against it and would be overridden by force; empty: nothing
 * @param targets where it can lead; empty: it says nothing of it
 * @param freshSalt whether other visitors can come first
 * @param needsReason whether it is refused without one
 * @param placeholder what a good reason looks like
 */
public record Form(
    String order,
    String gate,
    String button,
    String look,
    String title,
    List<String> consequences,
    List<String> against,
    List<Target> targets,
    boolean freshSalt,
    boolean needsReason,
    String placeholder) {
  public Form {
    consequences = List.copyOf(consequences);
    against = List.copyOf(against);
    targets = List.copyOf(targets);
  }

  /**
   * Where an order can lead.
   *
   * @param to as the order says it
   * @param text as people read it
   */
  public record Target(String to, String text, boolean usual) {}

  public String id() {
    return gate.isEmpty() ? "do-" + order : "do-" + order + "-" + gate;
  }

  /** Below the path of the unit. */
  public String path() {
    return gate.isEmpty() ? order : "gates/" + gate + "/approve";
  }

  static boolean isOffered(Option option) {
    return option.isPossible() || option.isForcible();
  }
}
