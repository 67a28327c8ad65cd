package dev.crossfade.config.yaml;

import dev.crossfade.config.problem.Mark;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a YAML document with its place. Aliases are resolved: a node may hang in several places
 * of the tree, and its mark is where it was written.
 */
public sealed interface Node {
  Mark mark();

  /** How many nodes this is when every alias below it is written out; a long text is several. */
  int weight();

  /** What it is called in a message. */
  String kind();

  /**
   * A single value, as it was written.
   *
   * @param plain whether it stood without quotes, so that {@code true} and {@code 8} are no text
   */
  record Scalar(Mark mark, String text, boolean plain) implements Node {
    /** So that many aliases of one long text weigh what reading them all costs. */
    private static final int TEXT_OF_ONE_NODE = 64;

    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT =
        Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** What the YAML 1.2 core schema takes it for. */
    public enum Type {
      NULL,
      BOOL,
      INT,
      FLOAT,
      TEXT
    }

    public Type type() {
      if (!plain) {
        return Type.TEXT;
      }
      if (NULL.matcher(text).matches()) {
        return Type.NULL;
      }
      if (BOOL.matcher(text).matches()) {
        return Type.BOOL;
      }
      if (INT.matcher(text).matches()) {
        return Type.INT;
      }
      return FLOAT.matcher(text).matches() ? Type.FLOAT : Type.TEXT;
    }

    @Override
    public int weight() {
      return 1 + text.length() / TEXT_OF_ONE_NODE;
    }

    @Override
    public String kind() {
      return type() == Type.NULL ? "empty" : "a single value";
    }
  }

  /** A list. */
  record Sequence(Mark mark, List<Node> items, int weight) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in the order of the file, every key once. */
  record Mapping(Mark mark, List<Entry> entries, int weight) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** One key with its value; the mark is the key's. */
    public record Entry(Mark mark, String key, Node value) {}

    public Optional<Entry> entry(String key) {
      for (Entry entry : entries) {
        if (entry.key.equals(key)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }

    @Override
    public String kind() {
      return "a mapping of keys to values";
    }
  }
}
