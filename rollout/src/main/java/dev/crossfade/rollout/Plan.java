package dev.crossfade.rollout;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.schedule.Freezes;
import java.util.List;
import java.util.Optional;

/** The plan of a unit as it is configured now, ready to be asked. */
record Plan(String unit, Rollout rollout, Freezes freezes) {

  static Plan of(String unit, Rollout rollout) {
    return new Plan(unit, rollout, new Freezes(rollout.freeze()));
  }

  /** The first stage with more exposure. */
  Optional<Stage> next(int basisPoints) {
    return rollout.stages().stream()
        .filter(stage -> stage.percent().basisPoints() > basisPoints)
        .findFirst();
  }

  /** The largest exposure of a stage that is less; 0 before the first. */
  int previous(int basisPoints) {
    return rollout.stages().stream()
        .mapToInt(stage -> stage.percent().basisPoints())
        .filter(percent -> percent < basisPoints)
        .max()
        .orElse(0);
  }

  Optional<Stage> at(int basisPoints) {
    return rollout.stages().stream()
        .filter(stage -> stage.percent().basisPoints() == basisPoints)
        .findFirst();
  }

  /** The stages that are left out on the way from one exposure to another. */
  List<Share> between(int from, int to) {
    return rollout.stages().stream()
        .map(Stage::percent)
        .filter(share -> share.basisPoints() > from && share.basisPoints() < to)
        .toList();
  }

  /** How many stages have at most this exposure. */
  int number(int basisPoints) {
    return (int)
        rollout.stages().stream()
            .filter(stage -> stage.percent().basisPoints() <= basisPoints)
            .count();
  }

  /** The gates that are asked at this exposure. */
  List<Gate> gatesAt(int basisPoints) {
    Share here = new Share(basisPoints);
    return rollout.gates().stream()
        .filter(gate -> gate.policy().stages().isEmpty() || gate.policy().stages().contains(here))
        .toList();
  }
}
