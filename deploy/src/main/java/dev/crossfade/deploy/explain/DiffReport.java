package dev.crossfade.deploy.explain;

import dev.crossfade.config.change.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a new configuration changes, for people and for programs.
 *
 * @param plans what it means for rollouts, in sentences
 * @param found null: no URLs were looked at
 */
public record DiffReport(List<Change> changes, List<String> plans, Movement.@Nullable Found found) {
  private static final int LONGEST_VALUE = 100;

  public DiffReport {
    changes = List.copyOf(changes);
    plans = List.copyOf(plans);
  }

  /** Whether nothing changes and nothing moves. */
  public boolean isEmpty() {
    return changes.isEmpty() && (found == null || found.moves().isEmpty());
  }

  /** As the API's documents are written. */
  public JsonNode json() {
    JsonMapper json = JsonMapper.shared();
    ObjectNode all = json.createObjectNode();
    ArrayNode keys = all.putArray("changes");
    for (Change change : changes) {
      ObjectNode one = keys.addObject().put("path", change.path());
      one.set("old", change.before() == null ? json.nullNode() : change.before());
      one.set("new", change.now() == null ? json.nullNode() : change.now());
    }
    ArrayNode notes = all.putArray("notes");
    plans.forEach(notes::add);
    all.put("urls", found == null ? 0 : found.urls());
    all.put("unsure", found == null ? 0 : found.unsure());
    all.put("unread", found == null ? 0 : found.unread());
    all.set("moves", json.valueToTree(found == null ? List.of() : found.moves()));
    return all;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(changes.isEmpty() ? "no key changes" : Words.count(changes.size(), "change"));
    int widest = 0;
    for (Change change : changes) {
      widest = Math.max(widest, change.path().length());
    }
    for (Change change : changes) {
      String gap = " ".repeat(widest - change.path().length());
      lines.add("  " + change.path() + gap + "  " + told(change));
    }
    plans.forEach(note -> lines.add("note: " + note));
    if (found != null) {
      addMoves(lines, found);
    }
    return lines;
  }

  private static String told(Change change) {
    if (change.before() == null) {
      return "added: " + print(change.now());
    }
    return change.now() == null
        ? "removed: " + print(change.before())
        : print(change.before()) + " → " + print(change.now());
  }

  private static String print(@Nullable JsonNode value) {
    String text = value == null ? "" : value.isString() ? value.asString() : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  private static void addMoves(List<String> lines, Movement.Found found) {
    lines.add("");
    lines.add(
        Words.count(found.urls(), "URL")
            + (found.moves().isEmpty() ? ", no decision moves" : ", and what moves:"));
    for (Moves.Move move : found.moves()) {
      lines.add(
          "  %s: %s → %s  %s%% of its visits, on %s"
              .formatted(
                  move.unit() == null ? "no unit" : "unit " + move.unit(),
                  move.from(),
                  move.to(),
                  ExplanationText.number(move.share()),
                  Words.count(move.urls(), "URL")));
      move.examples().forEach(example -> lines.add("      " + example));
    }
    if (found.unsure() > 0) {
      lines.add(
          Words.count(found.unsure(), "request")
              + " of the log left out: the old configuration alone would not have decided so"
              + " (a cookie, a header, a pin or a rollout did)");
    }
    if (found.unread() > 0) {
      lines.add(Words.count(found.unread(), "line") + " could not be read");
    }
  }
}
