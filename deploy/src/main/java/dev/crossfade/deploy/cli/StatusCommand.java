package dev.crossfade.deploy.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code status}: a running gateway in one look. */
@Command(
    name = "status",
    description = "Shows a running gateway: configuration, listeners, backends, units.",
    footer = "A token is taken from the environment variable CROSSFADE_TOKEN.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends Speaking {
  @Mixin private AdminCall admin;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Option(
      names = "--fleet",
      description =
          "Shows all gateways that share a store: who leads, versions, exposures. Ends with 1 if"
              + " they are not known or differ.")
  private boolean fleet;

  StatusCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    AdminCall.Answer answer;
    try {
      answer = admin.get(fleet ? "/api/v1/fleet" : "/api/v1/status");
    } catch (AdminCall.Unreachable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.UNREACHABLE;
    }
    if (answer.status() != 200) {
      complain(answer.body().path("detail").asString("status " + answer.status()));
      return Exit.FINDINGS;
    }
    FleetText all = fleet ? FleetText.of(answer.body()) : null;
    if (json) {
      say(answer.body().toString());
    } else if (all != null) {
      all.lines().forEach(this::say);
    } else {
      print(answer.body());
    }
    return all != null && !all.agrees() ? Exit.FINDINGS : Exit.OK;
  }

  private void print(JsonNode status) {
    Duration up = Duration.ofSeconds(status.path("uptimeSeconds").asLong());
    JsonNode config = status.path("config");
    row(
        "crossfade",
        status.path("version").asString()
            + ", "
            + (status.path("ready").asBoolean() ? "ready" : "not ready")
            + ", up "
            + print(up)
            + ", "
            + status.path("transport").asString());
    row(
        "config",
        "version "
            + config.path("version").asLong()
            + " from "
            + config.path("source").asString()
            + " since "
            + config.path("since").asString());
    status.path("listeners").forEach(listener -> row("listener", listener.asString()));
    row("clients", status.path("clientConnections").asLong() + " connections");
    JsonNode store = status.path("store");
    if (store.path("problem").isString()) {
      row(
          "store",
          store.path("kind").asString()
              + ", away since "
              + store.path("since").asString()
              + ": "
              + store.path("problem").asString());
    }
    for (JsonNode backend : status.path("backends")) {
      backend.path("states").forEach(state -> row("backend", endpoint(backend, state)));
    }
    for (JsonNode unit : status.path("units")) {
      JsonNode exposure = unit.path("exposure");
      row(
          "unit",
          unit.path("name").asString()
              + "  "
              + (exposure.isNumber() ? exposure.asString() + "% next, " : "")
              + unit.path("state").asString()
              + guarded(unit.path("guarded")));
    }
  }

  private static String endpoint(JsonNode backend, JsonNode state) {
    String text =
        backend.path("name").asString()
            + "  "
            + state.path("endpoint").asString()
            + "  "
            + state.path("underWay").asLong()
            + " requests under way, "
            + state.path("state").asString();
    return switch (state.path("state").asString()) {
      case "healthy" -> text;
      default -> text + ": " + state.path("sentence").asString();
    };
  }

  private static String guarded(JsonNode templates) {
    if (templates.isEmpty()) {
      return "";
    }
    List<String> names = new ArrayList<>();
    templates.forEach(name -> names.add(name.asString()));
    return ", kept from next: " + String.join(", ", names);
  }

  private void row(String what, String text) {
    say("%-10s %s".formatted(what, text));
  }

  private static String print(Duration up) {
    return "%dd %02d:%02d:%02d"
        .formatted(up.toDays(), up.toHoursPart(), up.toMinutesPart(), up.toSecondsPart());
  }
}
