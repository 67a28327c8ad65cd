package dev.crossfade.config;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.yaml.Node;
import dev.crossfade.config.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where keys stand in a configuration's text, for those who explain what they bring about. Made
 * when somebody asks: a running gateway keeps the text and no tree of it. Immutable.
 */
public final class Marks {
  private final @Nullable Node document;

  private Marks(@Nullable Node document) {
    this.document = document;
  }

  /** The places in a text; of one that is no YAML there are none. */
  public static Marks of(String text) {
    Problems unread = new Problems("");
    return new Marks(
        new YamlReader(unread).read(text.getBytes(StandardCharsets.UTF_8)).orElse(null));
  }

  /**
   * The place of a key such as {@code units[0].match[1]}, or of the nearest one around it that is
   * written; empty: nothing of it is.
   */
  public Optional<Mark> find(String path) {
    Node node = document;
    Mark found = null;
    String rest = path;
    while (node != null && !rest.isEmpty()) {
      Step step = step(node, rest);
      if (step == null) {
        break;
      }
      node = step.node;
      found = step.mark == null ? found : step.mark;
      rest = step.rest;
    }
    return Optional.ofNullable(found);
  }

  /**
   * One step down.
   *
   * @param mark null: the place is the one before
   */
  private record Step(Node node, @Nullable Mark mark, String rest) {}

  private static @Nullable Step step(Node node, String path) {
    return path.startsWith("[") ? item(node, path) : key(node, path);
  }

  /** An only item may stand without the list. */
  private static @Nullable Step item(Node node, String path) {
    int end = path.indexOf(']');
    int index = end < 0 ? -1 : index(path.substring(1, end));
    if (index < 0) {
      return null;
    }
    String rest = path.substring(end + 1);
    if (node instanceof Node.Sequence list) {
      Node item = index < list.items().size() ? list.items().get(index) : null;
      return item == null ? null : new Step(item, item.mark(), rest);
    }
    return index == 0 ? new Step(node, null, rest) : null;
  }

  private static int index(String digits) {
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
  }

  /** Keys may have dots in them: the longest that fits is meant. */
  private static @Nullable Step key(Node node, String path) {
    String bare = path.startsWith(".") ? path.substring(1) : path;
    Node.Mapping.Entry best = null;
    if (node instanceof Node.Mapping mapping) {
      for (Node.Mapping.Entry entry : mapping.entries()) {
        boolean longer = best == null || entry.key().length() > best.key().length();
        if (longer && isAhead(Excerpt.of(entry.key()), bare)) {
          best = entry;
        }
      }
    }
    return best == null
        ? null
        : new Step(best.value(), best.mark(), bare.substring(Excerpt.of(best.key()).length()));
  }

  private static boolean isAhead(String key, String path) {
    return path.startsWith(key)
        && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
  }
}
