package dev.crossfade.console.pages.overview;

import dev.crossfade.console.service.FleetService.Discord;
import dev.crossfade.console.service.FleetService.Fleet;
import dev.crossfade.console.service.FleetService.FleetMember;
import dev.crossfade.console.service.FleetService.Sight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gateways as a store would tell of them. */
final class Gateways {
  static final Instant NOW = Instant.parse("2026-11-30T02:10:00Z");

  /** {@code a} is asked. */
  static FleetMember member(String name, boolean leads, long config, Map<String, Double> shares) {
    return new FleetMember(
        "id-" + name,
        name,
        NOW.minusSeconds(3_600),
        leads,
        name.equals("a"),
        "1.0",
        "https://10.0.0.1:9900",
        config,
        42,
        new LinkedHashMap<>(shares));
  }

  static FleetMember with(FleetMember member, String version, String admin) {
    return new FleetMember(
        member.id(),
        member.name(),
        member.since(),
        member.leads(),
        member.asked(),
        version,
        admin,
        member.config(),
        member.journal(),
        member.exposures());
  }

  static Sight sight(List<FleetMember> members, Discord... discords) {
    return sight("follower", null, members, discords);
  }

  static Sight sight(
      String role, @Nullable String problem, List<FleetMember> members, Discord... discords) {
    return new Sight(
        new Fleet(true, "/shop", "a", role, problem, members),
        NOW.minusSeconds(3),
        List.of(discords));
  }

  private Gateways() {}
}
