package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.overview.Attention.Severity;
import dev.crossfade.console.service.FleetService.Fleet;
import dev.crossfade.console.service.FleetService.FleetMember;
import dev.crossfade.console.service.FleetService.Matter;
import dev.crossfade.console.service.FleetService.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person should see to because gateways do not agree. A change takes seconds to be
 * everywhere, and one that leads is followed within a lease: that is nobody's business. While the
 * store is away nothing is said of the others, which is what is said of the store.
 */
final class GatewayNeeds {
  private static final Duration LASTING = Duration.ofMinutes(1);
  private static final String HREF = "#gateways";
  private static final String LINK = "Gateways";

  /** Where more gateways say the same they are counted. */
  private static final int NAMED = 3;

  private GatewayNeeds() {}

  static List<Attention> of(Sight sight, Instant now) {
    Fleet fleet = sight.fleet();
    List<Attention> found = new ArrayList<>();
    if (fleet.problem() != null) {
      return found;
    }
    Instant exposures = lasting(sight, Matter.EXPOSURES, now);
    if (exposures != null) {
      found.add(
          need(
              Severity.FAIL,
              "Gateways serve different shares of visitors by next since ",
              exposures,
              exposures(fleet.members())
                  + ". Whoever meets another gateway may change storefronts."));
    }
    Instant config = lasting(sight, Matter.CONFIG, now);
    if (config != null) {
      String versions = told(fleet.members(), member -> "version " + member.config());
      found.add(
          need(
              Severity.HOLD,
              "Gateways are configured differently since ",
              config,
              versions + ". Give all of them the same text, or go back at one."));
    }
    Instant leader = lasting(sight, Matter.LEADER, now);
    if (leader != null) {
      found.add(
          need(
              Severity.HOLD,
              "No gateway leads since ",
              leader,
              "gates are not judged, and no stage is taken until one does."));
    }
    return found;
  }

  private static @Nullable Instant lasting(Sight sight, Matter matter, Instant now) {
    Instant since = sight.since(matter);
    return since == null || since.plus(LASTING).isAfter(now) ? null : since;
  }

  private static Attention need(Severity severity, String text, Instant since, String after) {
    return new Attention(severity, "", text, since, ": " + after, HREF, LINK);
  }

  /** The first unit that differs, and how many more do. */
  private static String exposures(List<FleetMember> members) {
    Set<String> units = new LinkedHashSet<>();
    members.forEach(member -> units.addAll(member.exposures().keySet()));
    List<String> differing =
        units.stream()
            .filter(
                unit -> members.stream().map(member -> share(member, unit)).distinct().count() > 1)
            .toList();
    if (differing.isEmpty()) {
      return "they did a moment ago";
    }
    String unit = differing.getFirst();
    int more = differing.size() - 1;
    return unit
        + " "
        + told(members, member -> share(member, unit))
        + (more == 0 ? "" : ", and %d more".formatted(more));
  }

  private static String share(FleetMember member, String unit) {
    return GatewaysView.share(member.exposures().get(unit));
  }

  /** What they say, each with those who say it. */
  private static String told(List<FleetMember> members, Function<FleetMember, String> what) {
    Map<String, List<String>> who = new LinkedHashMap<>();
    members.forEach(
        member ->
            who.computeIfAbsent(what.apply(member), _ -> new ArrayList<>()).add(member.name()));
    return who.entrySet().stream()
        .map(said -> said.getKey() + " at " + names(said.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String names(List<String> names) {
    return names.size() > NAMED ? names.size() + " of them" : String.join(" and ", names);
  }
}
