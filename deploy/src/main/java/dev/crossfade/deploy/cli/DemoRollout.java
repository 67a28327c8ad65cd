package dev.crossfade.deploy.cli;

import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import java.math.BigDecimal;
import java.net.URI;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The demo's operator: starts the rollout of the catalog and tells what becomes of it, over the
 * admin port as anybody could. In the regression, breaks next once half of the visitors are there.
 */
final class DemoRollout {
  static final String UNIT = "catalog";
  private static final String PATH = "/api/v1/rollouts/" + UNIT;
  private static final double BREAKS_AT = 50;
  private static final int MOST_FINDINGS = 3;

  private final AdminCall admin;
  private final DemoStorefronts storefronts;
  private final boolean regression;
  private final Consumer<String> say;
  private String told = "";
  private boolean broken;

  DemoRollout(URI admin, DemoStorefronts storefronts, boolean regression, Consumer<String> say) {
    this.admin = AdminCall.to(admin);
    this.storefronts = storefronts;
    this.regression = regression;
    this.say = say;
  }

  void start() throws AdminCall.Unreachable {
    admin.post(
        PATH + "/start", JsonNodeFactory.instance.objectNode().put("reason", "the demo begins"));
    look();
  }

  /** Tells what is new; called a few times a second. */
  void look() throws AdminCall.Unreachable {
    JsonNode rollout = admin.get(PATH).body();
    String state = rollout.path("state").asString();
    String now = state + rollout.path("exposure").asString();
    if (!now.equals(told)) {
      told = now;
      tell(rollout, state);
    }
    boolean half = rollout.path("exposure").asDouble() >= BREAKS_AT;
    if (regression && !broken && half && state.equals("running")) {
      broken = true;
      storefronts.fault(Fault.OUTAGE);
      say.accept("  >> next breaks: one product page in four answers 500 from now on");
    }
  }

  private void tell(JsonNode rollout, String state) {
    say.accept(
        "  >> rollout of %s: %s at %s %%  (%s by %s: %s)"
            .formatted(
                UNIT,
                state,
                new BigDecimal(rollout.path("exposure").asString())
                    .stripTrailingZeros()
                    .toPlainString(),
                rollout.path("lastMove").asString("-"),
                rollout.path("lastBy").asString("-"),
                rollout.path("lastReason").asString("-")));
  }

  /** What search engines would see, of what counts. */
  void tellFindings() throws AdminCall.Unreachable {
    JsonNode found = admin.get("/api/v1/findings?state=open&limit=" + MOST_FINDINGS).body();
    for (JsonNode finding : found.path("findings")) {
      say.accept(
          "  finding: a %s page of next %s (%s, %s, %d of %d pages)"
              .formatted(
                  finding.path("template").asString(),
                  finding.path("title").asString(),
                  finding.path("rule").asString(),
                  finding.path("severity").asString(),
                  Math.round(finding.path("share").asDouble() * finding.path("pages").asLong()),
                  finding.path("pages").asLong()));
    }
  }

  /** What the gates say, as the last word of a demo. */
  void tellGates() throws AdminCall.Unreachable {
    for (JsonNode gate : admin.get(PATH).body().path("gates")) {
      say.accept("  " + gate.path("sentence").asString());
    }
  }
}
