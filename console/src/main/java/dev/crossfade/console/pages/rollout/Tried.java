package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.RolloutService.Action;
import dev.crossfade.console.service.RolloutService.Approval;
import dev.crossfade.console.service.RolloutService.Move;
import dev.crossfade.console.service.RolloutService.Order;
import dev.crossfade.console.service.RolloutService.Rollout;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was typed into its form, so that nothing of it is lost when it is refused.
 *
 * @param order as the API calls it
 * @param gate of an approval, else empty
 * @param seen the version that the form was made from
 */
public record Tried(
    String order,
    String gate,
    String reason,
    String to,
    boolean force,
    boolean freshSalt,
    String seen) {

  /** Somebody who has only opened the form. */
  static Tried opened(String order, String gate) {
    if (!order.equals("approve")) {
      action(order);
    }
    return new Tried(order, gate, "", "", false, false, "");
  }

  static Tried of(HttpServerRequest request, String order, String gate) {
    return new Tried(
        order,
        gate,
        field(request, "reason").strip(),
        field(request, "to").strip(),
        !field(request, "force").isEmpty(),
        !field(request, "freshSalt").isEmpty(),
        field(request, "seen"));
  }

  private static String field(HttpServerRequest request, String name) {
    return Objects.requireNonNullElse(request.getFormAttribute(name), "");
  }

  /** What a form is made from, to be sent with it. */
  static String seen(Rollout rollout) {
    return rollout.version();
  }

  /** Why it must not even be asked for; null: it may. */
  @Nullable String misses() {
    boolean needsReason =
        switch (order) {
          case "hold", "rollback", "abort" -> true;
          default -> force;
        };
    if (needsReason && reason.isEmpty()) {
      return "Say why: whoever looks at this tomorrow has only the journal.";
    }
    return null;
  }

  /** What it is meant for: an order that takes nobody away is good on whatever there is. */
  Expected expected() {
    boolean exposes =
        switch (order) {
          case "hold", "rollback", "abort" -> false;
          default -> true;
        };
    return exposes && !seen.isEmpty() ? Expected.of(Set.of(seen)) : Expected.ANY;
  }

  /** What is said to who was not the first. */
  static String late(Rollout now) {
    String last =
        now.lastMove() == null
            ? "Nothing was done: meanwhile the plan has changed"
            : "Nothing was done: meanwhile "
                + Need.who(Objects.requireNonNullElse(now.lastBy(), "somebody"))
                + " has given the order “"
                + now.lastMove()
                + "”"
                + because(now.lastReason());
    return last + ". Look at what is now, and decide again.";
  }

  private static String because(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "" : " (" + reason + ")";
  }

  Order toOrder(String actor) {
    return order.equals("approve")
        ? new Approval(gate, actor, reason)
        : new Move(action(order), actor, reason, to.isEmpty() ? null : to, force, freshSalt);
  }

  private static Action action(String order) {
    return Arrays.stream(Action.values())
        .filter(action -> word(action).equals(order))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequest(
                    "\""
                        + order
                        + "\" is no order (expected: one of "
                        + Arrays.stream(Action.values())
                            .map(Tried::word)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
