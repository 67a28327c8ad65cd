package dev.crossfade.deploy.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.Transition.Kind;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is said of one event. The body is written once, so that every attempt sends the same bytes.
 *
 * @param id made of what happened: whoever tells it twice, or another gateway, calls it the same
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Message(String id, String unit, String event, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ID_BYTES = 16;

  static Message of(Transition move, RolloutView view) {
    String event = move.kind().text();
    String id =
        id(event, move.unit(), move.run(), move.at(), move.fromBasisPoints(), move.basisPoints());
    ObjectNode body = head(event, id, move.unit());
    body.put("state", move.to().text()).put("from", move.from().text());
    body.put("exposure", new Share(move.basisPoints()).percent())
        .put("previousExposure", new Share(move.fromBasisPoints()).percent())
        .put("stage", view.stage())
        .put("stages", view.stages())
        .put("actor", move.actor())
        .put("reason", move.reason())
        .put("at", move.at().toString());
    List<String> failing = failing(view);
    failing.forEach(body.putArray("gates")::add);
    move.overrode().forEach(body.putArray("overrode")::add);
    about(body, view);
    body.put("text", text(move, failing, view));
    return new Message(id, move.unit(), event, JSON.writeValueAsBytes(body));
  }

  static Message of(Told told, @Nullable RolloutView view) {
    Verdict verdict = told.verdict();
    String id = id("verdict", told.unit(), verdict.gate(), verdict.says(), told.at());
    ObjectNode body = head("verdict", id, told.unit());
    if (view != null) {
      body.put("state", view.state().text())
          .put("from", view.state().text())
          .put("exposure", new Share(view.basisPoints()).percent())
          .put("previousExposure", new Share(view.basisPoints()).percent())
          .put("stage", view.stage())
          .put("stages", view.stages());
    }
    body.put("gate", verdict.gate())
        .put("verdict", word(verdict.says()))
        .put("previousVerdict", word(told.before()))
        .put("actor", "gate:" + verdict.gate())
        .put("reason", verdict.sentence())
        .put("at", told.at().toString());
    (verdict.says() == Says.FAIL ? List.of(verdict.sentence()) : List.<String>of())
        .forEach(body.putArray("gates")::add);
    if (view != null) {
      about(body, view);
    }
    body.put("text", line(told.unit() + ": gate " + verdict.sentence()));
    return new Message(id, told.unit(), "verdict", JSON.writeValueAsBytes(body));
  }

  private static ObjectNode head(String event, String id, String unit) {
    return JSON.createObjectNode().put("event", event).put("id", id).put("unit", unit);
  }

  private static void about(ObjectNode body, RolloutView view) {
    body.put("decider", view.decider());
    view.reverts().forEach(body.putArray("reverts")::add);
    view.forwardFixes().forEach(body.putArray("forwardFixes")::add);
  }

  private static List<String> failing(RolloutView view) {
    return view.verdicts().stream()
        .filter(verdict -> verdict.says() == Says.FAIL)
        .map(Verdict::sentence)
        .toList();
  }

  /** One line for people. */
  private static String text(Transition move, List<String> failing, RolloutView view) {
    String before = new Share(move.fromBasisPoints()).toString();
    String now = new Share(move.basisPoints()).toString();
    StringBuilder text = new StringBuilder(move.unit()).append(": ");
    text.append(
        switch (move.kind()) {
          case START -> "started at " + now;
          case ADVANCE -> "advanced from " + before + " to " + now;
          case COMPLETE -> "complete at " + now;
          case HOLD -> "held at " + now;
          case RESUME -> "resumed at " + now;
          case ROLLBACK -> "rolled back from " + before + " to " + now;
          case ABORT -> "aborted, from " + before + " to " + now;
          case APPROVE -> "approved at " + now;
        });
    text.append(" by ").append(move.actor());
    if (!move.reason().isBlank()) {
      text.append(" (").append(move.reason()).append(')');
    }
    failing.stream()
        .filter(sentence -> !move.reason().contains(sentence))
        .forEach(sentence -> text.append("; ").append(sentence));
    if (move.kind() == Kind.ROLLBACK && !view.forwardFixes().isEmpty()) {
      text.append("; needs a fix forward: ").append(String.join(", ", view.forwardFixes()));
    }
    return line(text.toString());
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String word(Says says) {
    return says.name().toLowerCase(Locale.ROOT);
  }

  private static String id(Object... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(List.of(parts).toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
