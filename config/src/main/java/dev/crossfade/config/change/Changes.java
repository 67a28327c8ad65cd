package dev.crossfade.config.change;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.shape.JsonView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.node.StringNode;

/**
 * The keys in which two configurations differ, defaults included. What has a name is compared with
 * what has the same name, wherever it stands; that it stands elsewhere is a change of its own,
 * since the first that matches wins.
 */
public final class Changes {
  /** The keys by which an item of a list is called, the first that all of them have. */
  private static final List<String> NAMES =
      List.of("name", "id", "bind", "cohort", "file", "prefix", "pattern");

  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  /** A configuration, and the directory that its relative paths are relative to. */
  public record Side(Config config, Path directory) {}

  /** In the order of the keys' documentation. */
  public static List<Change> between(Side before, Side now) {
    Changes found = new Changes();
    found.compare(
        "",
        JsonView.comparable(before.config(), before.directory()),
        JsonView.comparable(now.config(), now.directory()));
    return List.copyOf(found.changes);
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode now) {
    if (before != null && now != null && before.equals(now)) {
      return;
    }
    if (before != null && now != null && before.isObject() && now.isObject()) {
      for (String key : keys(before, now)) {
        String here = path.isEmpty() ? Excerpt.of(key) : path + "." + Excerpt.of(key);
        compare(here, before.get(key), now.get(key));
      }
    } else if (before instanceof ArrayNode old && now instanceof ArrayNode young) {
      compareLists(path, old, young);
    } else {
      add(path, before, now);
    }
  }

  private void add(String path, @Nullable JsonNode before, @Nullable JsonNode now) {
    boolean another = before instanceof POJONode && now instanceof POJONode;
    changes.add(
        new Change(
            path,
            before == null ? null : told(before),
            now == null ? null : another ? StringNode.valueOf("(another secret)") : told(now)));
  }

  /** Without the secrets in it. */
  private static JsonNode told(JsonNode node) {
    return switch (node) {
      case POJONode secret -> StringNode.valueOf(secret.getPojo().toString());
      case ArrayNode list -> {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        list.forEach(item -> all.add(told(item)));
        yield all;
      }
      case ObjectNode map -> {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        map.properties().forEach(entry -> all.set(entry.getKey(), told(entry.getValue())));
        yield all;
      }
      default -> node;
    };
  }

  private static Set<String> keys(JsonNode before, JsonNode now) {
    Set<String> keys = new LinkedHashSet<>(now.propertyNames());
    keys.addAll(before.propertyNames());
    return keys;
  }

  private void compareLists(String path, ArrayNode before, ArrayNode now) {
    Map<String, JsonNode> old = byName(before);
    Map<String, JsonNode> young = byName(now);
    if (old != null && young != null) {
      compareNamed(path, old, young);
    } else if (hasOnlyValues(before) && hasOnlyValues(now)) {
      add(path, before, now);
    } else {
      for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
        compare(path + "[" + i + "]", before.get(i), now.get(i));
      }
    }
  }

  private void compareNamed(String path, Map<String, JsonNode> old, Map<String, JsonNode> young) {
    List<String> stayed = old.keySet().stream().filter(young::containsKey).toList();
    List<String> ordered = young.keySet().stream().filter(old::containsKey).toList();
    if (!stayed.equals(ordered)) {
      add(path + " (order)", list(stayed), list(ordered));
    }
    Set<String> names = new LinkedHashSet<>(young.keySet());
    names.addAll(old.keySet());
    for (String name : names) {
      compare(path + "[" + Excerpt.of(name) + "]", old.get(name), young.get(name));
    }
  }

  private static JsonNode list(List<String> names) {
    ArrayNode list = JsonMapper.shared().createArrayNode();
    names.forEach(list::add);
    return list;
  }

  private static boolean hasOnlyValues(ArrayNode list) {
    for (JsonNode item : list) {
      if (item.isContainer()) {
        return false;
      }
    }
    return true;
  }

  /** Null: not all of them have a name of their own. */
  private static @Nullable Map<String, JsonNode> byName(ArrayNode list) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    for (JsonNode item : list) {
      String name = name(item);
      if (name == null || byName.put(name, item) != null) {
        return null;
      }
    }
    return byName;
  }

  private static @Nullable String name(JsonNode item) {
    for (String key : NAMES) {
      if (item.path(key).isString()) {
        return item.path(key).asString();
      }
    }
    if (item.isObject() && item.size() == 1) { // a gate: its kind, unless it has a name
      String kind = item.propertyNames().iterator().next();
      JsonNode inner = item.path(kind);
      return inner.path("name").isString() ? inner.path("name").asString() : kind;
    }
    return null;
  }
}
