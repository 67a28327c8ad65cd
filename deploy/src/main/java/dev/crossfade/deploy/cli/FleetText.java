package dev.crossfade.deploy.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A fleet as people read it.
 *
 * @param agrees all gateways are known, one leads, and all say the same
 */
record FleetText(List<String> lines, boolean agrees) {
  private static final int LEAST_ADMIN = 22;

  FleetText {
    lines = List.copyOf(lines);
  }

  static FleetText of(JsonNode fleet) {
    if (!fleet.path("shared").asBoolean()) {
      return new FleetText(
          List.of("this gateway shares its state with no other (state.etcd is not configured)"),
          true);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "asked %s, which is %s; keys under %s"
            .formatted(
                fleet.path("name").asString(),
                role(fleet.path("role").asString()),
                fleet.path("prefix").asString()));
    if (fleet.path("problem").isString()) {
      lines.add("the others are not known: " + fleet.path("problem").asString());
      return new FleetText(lines, false);
    }
    JsonNode members = fleet.path("members");
    String row =
        "%-"
            + widest(members, "name", "gateway".length())
            + "s  %-7s  %-"
            + widest(members, "admin", LEAST_ADMIN)
            + "s  %-14s  %7s  %8s  %s";
    lines.add(row.formatted("gateway", "", "admin", "version", "config", "journal", "exposures"));
    for (JsonNode member : members) {
      lines.add(
          row.formatted(
                  member.path("name").asString(),
                  member.path("leads").asBoolean() ? "leads" : "",
                  member.path("admin").asString(),
                  member.path("version").asString(),
                  member.path("config").asString(),
                  member.path("journal").asString(),
                  exposures(member))
              .stripTrailing());
    }
    List<String> differences = differences(members);
    lines.addAll(differences);
    return new FleetText(lines, differences.isEmpty());
  }

  private static int widest(JsonNode members, String what, int least) {
    int widest = least;
    for (JsonNode member : members) {
      widest = Math.max(widest, member.path(what).asString().length());
    }
    return widest;
  }

  private static String role(String role) {
    return switch (role) {
      case "leader" -> "the leader";
      case "follower" -> "a follower";
      default -> "cut off from the store";
    };
  }

  private static String exposures(JsonNode member) {
    List<String> exposures = new ArrayList<>();
    member
        .path("exposures")
        .properties()
        .forEach(unit -> exposures.add(unit.getKey() + " " + unit.getValue().asString() + "%"));
    return String.join(", ", exposures);
  }

  /** What operators must know before they trust the rest. */
  private static List<String> differences(JsonNode members) {
    List<String> lines = new ArrayList<>();
    int leaders = 0;
    for (JsonNode member : members) {
      leaders += member.path("leads").asBoolean() ? 1 : 0;
    }
    if (leaders != 1) {
      lines.add("nobody leads: gates are not judged and no stage is taken until somebody does");
    }
    for (String what : List.of("version", "config", "exposures")) {
      Set<String> seen = new LinkedHashSet<>();
      members.forEach(member -> seen.add(member.path(what).toString()));
      if (seen.size() > 1) {
        lines.add("they differ in " + what);
      }
    }
    return lines;
  }
}
