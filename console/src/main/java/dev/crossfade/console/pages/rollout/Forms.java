package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.pages.rollout.Form.Target;
import dev.crossfade.console.service.RolloutService.Checkouts;
import dev.crossfade.console.service.RolloutService.Option;
import dev.crossfade.console.service.RolloutService.Rollout;
import dev.crossfade.console.service.RolloutService.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Which orders a page offers, each with its consequence; what would be refused is not offered. */
public final class Forms {
  private final Rollout rollout;
  private final List<Form> forms = new ArrayList<>();

  private Forms(Rollout rollout) {
    this.rollout = rollout;
  }

  static List<Form> of(Rollout rollout) {
    Forms forms = new Forms(rollout);
    forms.addHoldAndResume();
    forms.addStart();
    forms.addAdvance();
    forms.addBack();
    forms.addApprovals();
    return forms.forms;
  }

  /** The orders that are not offered, each with the reason. */
  static List<Option> refused(Rollout rollout) {
    List<Option> refused = new ArrayList<>();
    for (Option option : rollout.orders()) {
      boolean offered =
          rollout.orders().stream()
              .anyMatch(other -> other.order().equals(option.order()) && Form.isOffered(other));
      boolean told = refused.stream().anyMatch(other -> other.order().equals(option.order()));
      boolean approval = option.order().equals("approve");
      if (!Form.isOffered(option) && (approval || (!offered && !told))) {
        refused.add(option);
      }
    }
    return refused;
  }

  private Optional<Option> possible(String order) {
    return rollout.orders().stream()
        .filter(option -> option.order().equals(order) && option.isPossible())
        .findFirst();
  }

  private String here() {
    return Words.percent(rollout.exposure());
  }

  private void addStart() {
    if (possible("start").isEmpty()) {
      return;
    }
    Stage first =
        rollout.plan().stages().stream()
            .filter(stage -> stage.exposure() >= Math.max(rollout.exposure(), 1e-9))
            .findFirst()
            .orElse(rollout.plan().stages().getFirst());
    List<String> does = new ArrayList<>();
    does.add(
        "Next serves "
            + Words.percent(rollout.exposure() == 0 ? first.exposure() : rollout.exposure())
            + " of the unit’s visitors from their next request on, for at least "
            + Words.duration(first.holdSeconds())
            + ".");
    does.add(
        rollout.plan().advance().equals("auto")
            ? "It then goes on by itself when its gates pass, and goes back when one fails."
            : "It stays there until somebody advances it, and goes back when a gate fails.");
    String word = rollout.run() == 0 ? "Start" : "Start again";
    forms.add(
        new Form(
            "start",
            "",
            word + "…",
            "primary",
            word + " the rollout of " + rollout.unit() + "?",
            does,
            List.of(),
            List.of(),
            rollout.run() > 0,
            false,
            "What this run is for"));
  }

  private void addAdvance() {
    List<Option> options =
        rollout.orders().stream()
            .filter(option -> option.order().equals("advance") && Form.isOffered(option))
            .toList();
    if (options.isEmpty()) {
      return;
    }
    Option usual = options.stream().filter(Option::usual).findFirst().orElse(options.getFirst());
    boolean completes = usual.to().isEmpty();
    List<String> does = new ArrayList<>();
    if (completes) {
      does.add(
          "Next serves the whole unit for good; redirects that wait for that become permanent.");
      does.add(
          "A rollback is offered for " + Words.duration(rollout.back().windowSeconds()) + " more.");
    } else {
      does.add(moreVisitors(percent(usual.to())));
      does.add(
          "The new stage holds for at least "
              + Words.duration(hold(percent(usual.to())))
              + ", and its evidence begins anew.");
    }
    forms.add(
        new Form(
            "advance",
            "",
            completes ? "Complete…" : "Advance to " + Words.percent(percent(usual.to())) + "…",
            usual.isPossible() ? "primary" : "",
            completes ? "Complete " + rollout.unit() + "?" : "Advance " + rollout.unit() + "?",
            does,
            usual.overrides(),
            completes ? List.of() : options.stream().map(this::ahead).toList(),
            false,
            !usual.isPossible(),
            "Why now"));
  }

  private Target ahead(Option option) {
    boolean skips = option.overrides().stream().anyMatch(text -> text.contains("would skip"));
    return new Target(
        option.to(),
        Words.percent(percent(option.to()))
            + (skips ? ", leaving out stages" : option.usual() ? ", the next stage" : "")
            + (option.isPossible() ? "" : " (with force)"),
        option.usual());
  }

  /** How many visitors that is, by whom this gateway has seen at the stage. */
  private String moreVisitors(double to) {
    long all = rollout.visitors().legacy() + rollout.visitors().next();
    String share =
        "Next serves " + Words.percent(to) + " of the unit’s visitors instead of " + here();
    if (all == 0) {
      return share + ", from their next request on.";
    }
    long more = Math.max(0, Math.round(all * to / 100) - rollout.visitors().next());
    return share
        + ": about "
        + Words.count(more)
        + " more of the "
        + Words.count(all)
        + " whom this gateway has seen at this stage.";
  }

  private void addHoldAndResume() {
    if (possible("hold").isPresent()) {
      forms.add(
          new Form(
              "hold",
              "",
              "Hold…",
              "",
              "Hold " + rollout.unit() + " at " + here() + "?",
              List.of(
                  "It stays at "
                      + here()
                      + " until somebody resumes it. Nobody’s storefront changes.",
                  "Gates go on judging, and still take exposure away when one fails."),
              List.of(),
              List.of(),
              false,
              true,
              "Such as: the CDN is being purged"));
    }
    if (possible("resume").isPresent()) {
      forms.add(
          new Form(
              "resume",
              "",
              "Resume…",
              "primary",
              "Resume " + rollout.unit() + " at " + here() + "?",
              List.of(
                  "It goes on from " + here() + " when its hold is over and its gates pass.",
                  "Gates begin to look anew: what they have seen so far no longer counts, and one"
                      + " that failed is asked again."),
              List.of(),
              List.of(),
              false,
              false,
              "What has changed"));
    }
  }

  private void addBack() {
    List<Target> targets =
        rollout.orders().stream()
            .filter(option -> option.order().equals("rollback") && option.isPossible())
            .map(option -> new Target(option.to(), behind(option), option.usual()))
            .toList();
    if (!targets.isEmpty()) {
      forms.add(
          new Form(
              "rollback",
              "",
              "Roll back…",
              "danger",
              "Roll " + rollout.unit() + " back?",
              consequences(rollout),
              List.of(),
              targets,
              false,
              true,
              "What is wrong, for whoever reads the journal"));
    }
    if (possible("abort").isPresent()) {
      forms.add(
          new Form(
              "abort",
              "",
              "Abort…",
              "danger",
              "Give up the rollout of " + rollout.unit() + "?",
              consequences(rollout),
              List.of(),
              List.of(),
              false,
              true,
              "Why it is given up"));
    }
  }

  private static String behind(Option option) {
    return option.to().equals("0%")
        ? "legacy serves everybody (0 %)"
        : "back to " + Words.percent(percent(option.to()));
  }

  /** What going back does to visitors and to what they have done. */
  static List<String> consequences(Rollout rollout) {
    List<String> does = new ArrayList<>();
    does.add(
        "It takes effect with the very next request, also while the journal takes no entries.");
    if (rollout.visitors().next() > 0) {
      does.add(
          "About "
              + Words.count(rollout.visitors().next())
              + " visitors whom next has served at this stage are taken from it.");
    }
    for (Checkouts pin : rollout.back().checkouts()) {
      does.add(checkouts(pin));
    }
    if (!rollout.reverts().isEmpty()) {
      does.add("Reverts " + String.join(", ", rollout.reverts()) + ".");
    }
    if (!rollout.forwardFixes().isEmpty()) {
      does.add("Does not undo " + String.join(", ", rollout.forwardFixes()) + ".");
    }
    return does;
  }

  /** What becomes of checkouts under way. */
  public static String checkouts(Checkouts pin) {
    String many =
        pin.next() == 0
            ? "No checkout"
            : Words.count(pin.next()) + (pin.next() == 1 ? " checkout" : " checkouts");
    String on = " under way on next (pin " + pin.pin() + ")";
    return switch (pin.onRollback()) {
      case "evict" -> many + on + (pin.next() == 0 ? " to be" : ":") + " moved to legacy.";
      default ->
          pin.next() == 0
              ? many + " is" + on + "."
              : many + on + (pin.next() == 1 ? " finishes there." : " finish there.");
    };
  }

  private void addApprovals() {
    for (Option option : rollout.orders()) {
      if (option.order().equals("approve") && option.isPossible()) {
        forms.add(
            new Form(
                "approve",
                option.to(),
                "Approve…",
                "",
                "Approve " + option.to() + "?",
                List.of(
                    "Gate "
                        + option.to()
                        + " passes for this stage at "
                        + here()
                        + ", under your name. It is asked anew at the next one that it is for."),
                List.of(),
                List.of(),
                false,
                false,
                "What was looked at"));
      }
    }
  }

  private long hold(double exposure) {
    return rollout.plan().stages().stream()
        .filter(stage -> stage.exposure() == exposure)
        .mapToLong(Stage::holdSeconds)
        .findFirst()
        .orElse(0);
  }

  static double percent(String share) {
    String number = Objects.requireNonNull(share).replace("%", "").strip();
    return number.isEmpty() ? 100 : Double.parseDouble(number.toLowerCase(Locale.ROOT));
  }
}
