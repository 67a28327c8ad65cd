package dev.crossfade.rollout;

import static java.util.Objects.requireNonNull;

import dev.crossfade.rollout.gates.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What gates say of a stage, for gateways that do not ask them: the one that leads tells the
 * others.
 *
 * @param run how often the rollout was started
 * @param since when the exposure began
 */
public record StageVerdicts(int run, int basisPoints, Instant since, List<Verdict> verdicts) {
  private static final Logger log = LoggerFactory.getLogger(StageVerdicts.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  public StageVerdicts {
    requireNonNull(since, "since");
    verdicts = List.copyOf(verdicts);
  }

  /** What was said of one stage. */
  public static StageVerdicts of(StageView stage, List<Verdict> verdicts) {
    return new StageVerdicts(stage.run(), stage.basisPoints(), stage.since(), verdicts);
  }

  /** What another gateway has told; nothing if no version that is known here wrote it. */
  public static Optional<StageVerdicts> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, StageVerdicts.class));
    } catch (JacksonException e) {
      log.atDebug().setCause(e).log("verdicts of another gateway cannot be read");
      return Optional.empty();
    }
  }

  /** To be told to other gateways. */
  public String toText() {
    return JSON.writeValueAsString(this);
  }

  /** Whether it is this stage that they are about; how often it was resumed others cannot know. */
  public boolean areAbout(StageView stage) {
    return run == stage.run() && basisPoints == stage.basisPoints() && since.equals(stage.since());
  }

  /** Whether a gate says another thing here, or another gate says something. */
  public boolean differFrom(StageVerdicts other) {
    return run != other.run
        || basisPoints != other.basisPoints
        || !since.equals(other.since)
        || !said(verdicts).equals(said(other.verdicts));
  }

  private static List<String> said(List<Verdict> verdicts) {
    return verdicts.stream().map(verdict -> verdict.gate() + " " + verdict.says()).toList();
  }
}
