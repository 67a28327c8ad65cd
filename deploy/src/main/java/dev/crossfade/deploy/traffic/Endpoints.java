package dev.crossfade.deploy.traffic;

import dev.crossfade.console.service.AdminServices.BackendStatus;
import dev.crossfade.console.service.AdminServices.EndpointStatus;
import dev.crossfade.deploy.traffic.EndpointFigures.Lately;
import dev.crossfade.proxy.EndpointCondition;
import dev.crossfade.proxy.EndpointState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoints as the admin port shows them. */
final class Endpoints {
  private Endpoints() {}

  /** What is thought of one, in words. */
  private record Standing(
      String state, String sentence, @Nullable Instant since, @Nullable Instant until) {}

  static BackendStatus show(
      String backend, List<EndpointState> states, EndpointFigures figures, Instant now) {
    Map<String, Integer> underWay = new LinkedHashMap<>();
    states.forEach(state -> underWay.put(state.endpoint(), state.underWay()));
    return new BackendStatus(
        backend,
        underWay,
        states.stream()
            .map(state -> show(state, figures.of(backend, state.endpoint()), now))
            .toList());
  }

  private static EndpointStatus show(EndpointState state, @Nullable Lately lately, Instant now) {
    Standing standing = standing(state.condition(), now);
    return new EndpointStatus(
        state.endpoint(),
        standing.state,
        standing.sentence,
        standing.since,
        standing.until,
        lately == null ? null : lately.requests(),
        lately == null || Double.isNaN(lately.errors()) ? null : lately.errors(),
        lately == null || Double.isNaN(lately.p95()) ? null : lately.p95(),
        state.underWay(),
        state.active(),
        state.idle(),
        state.pending());
  }

  private static Standing standing(EndpointCondition condition, Instant now) {
    return switch (condition) {
      case EndpointCondition.Healthy(boolean checked) ->
          new Standing(
              "healthy",
              checked ? "its checks say so" : "its requests say so; it is not checked",
              null,
              null);
      case EndpointCondition.Unknown(boolean awaitsCheck) ->
          new Standing(
              "unknown",
              awaitsCheck ? "its first check is under way" : "nobody has asked it yet",
              null,
              null);
      case EndpointCondition.Returning(int percent, Duration left) ->
          new Standing(
              "returning",
              "it was out, and takes part in %d %% of its turns".formatted(percent),
              null,
              at(now.plus(left)));
      case EndpointCondition.Ejected(String why, Duration age, Duration left) ->
          new Standing("ejected", why, at(now.minus(age)), at(now.plus(left)));
      case EndpointCondition.Failing(String why, Duration age) ->
          new Standing(
              "failing",
              why + "; it is kept in, since no other may take its place",
              at(now.minus(age)),
              null);
      case EndpointCondition.Unhealthy(String why, Duration age) ->
          new Standing("unhealthy", why, at(now.minus(age)), null);
    };
  }

  /** Two clocks are added up here: a second is all that can be said. */
  private static Instant at(Instant exactly) {
    return exactly.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
  }
}
