package dev.crossfade.console.pages.journal;

import dev.crossfade.console.pages.Amounts;
import dev.crossfade.console.pages.Legible;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.JournalService.Happened;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry of the journal as people read it.
 *
 * @param what happened, in a sentence that begins with its subject
 * @param href the page of its subject; null: it has none
 * @param json the particulars as they were written
 */
public record JournalLine(Happened entry, String what, @Nullable String href, String json) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public static JournalLine of(Happened entry) {
    JsonNode body = JSON.valueToTree(entry.body());
    return new JournalLine(
        entry,
        what(entry, body),
        href(entry),
        Legible.of(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body)));
  }

  /** An entry of a later version, or of a kind that is not known here, is told by its kind. */
  private static String what(Happened entry, JsonNode body) {
    return switch (entry.kind()) {
      case "rollout" -> rollout(body);
      case "config" ->
          "version %d became active (%s)"
              .formatted(
                  body.path("version").asLong(0),
                  Amounts.of(body.path("size").asLong(0), "byte", "bytes"));
      case "reload" -> reload(body);
      case "finding" ->
          switch (body.path("action").asString("")) {
            case "accept" -> "was accepted: it does not count any more";
            case "reopen" -> "was reopened: it counts again";
            default -> entry.kind();
          };
      case "guard" -> guard(body);
      default -> entry.kind();
    };
  }

  private static String reload(JsonNode body) {
    long version = body.path("version").asLong(0);
    return switch (body.path("trigger").asString("")) {
      case "rollback" -> "went back to version %d".formatted(version);
      case "not-spread" ->
          "went back to version %d at one gateway alone, since version %d was ordered meanwhile"
              .formatted(version, body.path("instead").asLong(0));
      default -> "was read again, and is version %d still".formatted(version);
    };
  }

  private static String rollout(JsonNode body) {
    String before = percent(body.path("fromBasisPoints"));
    String after = percent(body.path("basisPoints"));
    String text =
        switch (body.path("transition").asString("")) {
          case "start" -> "started at " + after;
          case "advance" -> "advanced from " + before + " to " + after;
          case "complete" -> "completed at " + after;
          case "hold" -> "was held at " + after;
          case "resume" -> "went on at " + after;
          case "rollback" -> "was rolled back from " + before + " to " + after;
          case "abort" -> "was aborted: from " + before + " to " + after;
          case "approve" -> "a gate was approved by hand at " + after;
          default -> "moved from " + before + " to " + after;
        };
    List<String> overrode = new ArrayList<>();
    body.path("overrode").forEach(one -> overrode.add(one.asString("")));
    return overrode.isEmpty() ? text : text + ", overriding " + String.join("; ", overrode);
  }

  private static String guard(JsonNode body) {
    return switch (body.path("move").asString("")) {
      case "engaged" -> "was given to legacy by its guard";
      case "healed" -> "was given back to next, which keeps all it must again";
      case "lifted" -> "was given back to next, as legacy is no better";
      case "released" -> "was released: next serves it whatever it breaks";
      default -> "its guard is " + body.path("state").asString("in another state");
    };
  }

  private static String percent(JsonNode basisPoints) {
    return Amounts.share(basisPoints.asInt(0) / 10_000.0);
  }

  private static @Nullable String href(Happened entry) {
    String subject = Query.encoded(entry.subject());
    return switch (entry.kind()) {
      case "rollout" -> "/rollouts/" + subject;
      case "finding" -> "/findings/" + subject;
      case "guard" -> "/findings";
      case "config", "reload" -> "/config";
      default -> null;
    };
  }

  /** Who did it, as a kind of actor: gates, schedules and guards act by themselves. */
  public boolean isByItself() {
    String actor = entry.actor();
    return actor.startsWith("gate:") || actor.equals("schedule") || actor.equals("guard");
  }
}
