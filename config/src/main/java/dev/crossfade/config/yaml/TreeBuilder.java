package dev.crossfade.config.yaml;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds the tree from parser events without recursion, so that depth costs no stack. Resolves
 * anchors and merge keys ({@code <<}); counts what aliases stand for, so that a billion laughs are
 * a problem instead of a memory fault.
 */
final class TreeBuilder {
  private static final String MERGE = "<<";
  private static final String YAML_TAG = "tag:yaml.org,2002:";
  private static final Set<String> CORE_TAGS =
      Stream.of("str", "int", "float", "bool", "null", "map", "seq", "merge")
          .map(YAML_TAG::concat)
          .collect(Collectors.toUnmodifiableSet());

  /** A collection whose end has not come yet. */
  private static final class Open {
    final Mark mark;
    final boolean mapping;
    final Optional<Anchor> anchor;
    final List<Node> items = new ArrayList<>();
    final Map<String, Node.Mapping.Entry> entries = new LinkedHashMap<>();
    final List<Node> merges = new ArrayList<>();
    @Nullable String key;
    Mark keyMark = Mark.START;
    long weight = 1;

    Open(Mark mark, boolean mapping, Optional<Anchor> anchor) {
      this.mark = mark;
      this.mapping = mapping;
      this.anchor = anchor;
    }
  }

  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Node> anchors = new HashMap<>();
  private @Nullable Node root;
  private Mark last = Mark.START;
  private boolean refused;

  TreeBuilder(Problems problems) {
    this.problems = problems;
  }

  /** The whole document, unless it was empty or refused. */
  Optional<Node> root() {
    if (root == null && !refused) {
      problems.add(
          Mark.START,
          "",
          Problem.Kind.SYNTAX,
          "the file is empty (expected: at least listeners, backends and units)");
    }
    return refused ? Optional.empty() : Optional.ofNullable(root);
  }

  /** Where the last event was. */
  Mark last() {
    return last;
  }

  /** Takes the next event; false when no more are wanted. */
  boolean onEvent(Event event) {
    Mark mark = markOf(event);
    last = mark;
    switch (event.getEventId()) {
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        boolean plain = scalar.isPlain() && !isTaggedAsText(scalar.getTag());
        Node.Scalar node = new Node.Scalar(mark, scalar.getValue(), plain);
        if (isForeign(scalar.getTag())) {
          refuseTag(mark, scalar.getTag());
        } else if (isKeyExpected()) {
          onKey(node);
        } else {
          remember(scalar, node);
          onNode(node);
        }
      }
      case Alias -> onAlias((AliasEvent) event, mark);
      case SequenceStart, MappingStart -> onStart((CollectionStartEvent) event, mark);
      case SequenceEnd, MappingEnd -> onEnd();
      case DocumentStart -> {
        if (root != null) {
          refuse(mark, "a second document (expected: one document a file)");
        }
      }
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
    return !refused;
  }

  private void onStart(CollectionStartEvent start, Mark mark) {
    if (isForeign(start.getTag())) {
      refuseTag(mark, start.getTag());
    } else if (isKeyExpected()) {
      refuse(mark, "a list or mapping as a key (expected: a name)");
    } else if (open.size() >= YamlReader.MAX_DEPTH) {
      refuse(mark, "nested too deep (expected: at most " + YamlReader.MAX_DEPTH + " levels)");
    } else {
      boolean mapping = start.getEventId() == Event.ID.MappingStart;
      open.push(new Open(mark, mapping, start.getAnchor()));
    }
  }

  private void onEnd() {
    Open done = open.pop();
    for (Node merge : done.merges) {
      merge(merge, done);
    }
    int weight = (int) Math.min(done.weight, Integer.MAX_VALUE);
    Node node =
        done.mapping
            ? new Node.Mapping(done.mark, List.copyOf(done.entries.values()), weight)
            : new Node.Sequence(done.mark, done.items, weight);
    done.anchor.ifPresent(anchor -> anchors.put(anchor, node));
    onNode(node);
  }

  private void onAlias(AliasEvent alias, Mark mark) {
    Node target = anchors.get(alias.getAlias());
    if (isKeyExpected()) {
      refuse(mark, "an alias as a key (expected: a name)");
    } else if (target == null) {
      refuse(
          mark,
          "*"
              + Excerpt.of(alias.getAlias().getValue())
              + " stands for nothing (expected: an anchor &"
              + Excerpt.of(alias.getAlias().getValue())
              + " that is complete before this place)");
    } else {
      onNode(target);
    }
  }

  private void onKey(Node.Scalar key) {
    Open mapping = open.element();
    if (key.text().isEmpty()) {
      refuse(key.mark(), "an empty key (expected: a name)");
      return;
    }
    mapping.key = key.text();
    mapping.keyMark = key.mark();
  }

  private void onNode(Node node) {
    Open parent = open.peek();
    if (parent == null) {
      root = node;
      return;
    }
    parent.weight += node.weight();
    if (parent.weight > YamlReader.MAX_NODES) {
      refuse(
          node.mark(),
          "the file is too large (expected: at most %d values, every alias written out)"
              .formatted(YamlReader.MAX_NODES));
      return;
    }
    String key = parent.key;
    if (!parent.mapping || key == null) {
      parent.items.add(node);
      return;
    }
    parent.key = null;
    if (key.equals(MERGE)) {
      parent.merges.add(node);
    } else if (parent.entries.containsKey(key)) {
      if (!problems.isFull()) {
        Mark first = parent.entries.get(key).mark();
        problems.add(
            parent.keyMark,
            path(key),
            Problem.Kind.SYNTAX,
            "duplicate key (first at line %d, column %d)".formatted(first.line(), first.column()));
      }
    } else {
      parent.entries.put(key, new Node.Mapping.Entry(parent.keyMark, key, node));
    }
  }

  /** What the mapping says itself wins over what it merges. */
  private void merge(Node from, Open into) {
    switch (from) {
      case Node.Mapping mapping ->
          mapping.entries().forEach(entry -> into.entries.putIfAbsent(entry.key(), entry));
      case Node.Sequence list -> list.items().forEach(item -> merge(item, into));
      case Node.Scalar scalar ->
          refuse(scalar.mark(), "<< takes a mapping (expected: <<: *anchor)");
    }
  }

  /** {@code !!str} and the lone {@code !} say what quotes say. */
  private static boolean isTaggedAsText(Optional<String> tag) {
    return tag.filter(name -> name.equals("!") || name.equals(YAML_TAG + "str")).isPresent();
  }

  /** Tags of other tools would change what a value means; YAML's own say what it looks like. */
  private static boolean isForeign(Optional<String> tag) {
    return tag.filter(name -> !name.equals("!") && !CORE_TAGS.contains(name)).isPresent();
  }

  private void refuseTag(Mark mark, Optional<String> tag) {
    String written = tag.orElse("").replace(YAML_TAG, "!!");
    refuse(mark, "tag " + Excerpt.of(written) + " has no meaning here (expected: no tag)");
  }

  private void remember(NodeEvent event, Node node) {
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
  }

  private boolean isKeyExpected() {
    Open parent = open.peek();
    return parent != null && parent.mapping && parent.key == null;
  }

  private void refuse(Mark mark, String message) {
    refused = true;
    problems.add(mark, "", Problem.Kind.SYNTAX, message);
  }

  /** Where we are, as a path: the keys of the mappings and the indexes of the lists around. */
  private String path(String key) {
    StringBuilder path = new StringBuilder();
    open.descendingIterator()
        .forEachRemaining(
            level -> {
              if (!level.mapping) {
                path.append('[').append(level.items.size()).append(']');
              } else if (level.key != null) {
                path.append(path.isEmpty() ? "" : ".").append(Excerpt.of(level.key));
              }
            });
    return path.append(path.isEmpty() ? "" : ".").append(Excerpt.of(key)).toString();
  }

  private static Mark markOf(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Mark(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Mark.START);
  }
}
