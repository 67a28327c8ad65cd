package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.value.PathPattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Path patterns by their segments. A pattern stands at the node where its first {@code **}, or its
 * first segment with a {@code *} beside other letters, begins; there the rest of it is compared.
 * Everything before that is found by walking.
 */
final class PathTree {
  static final PathPattern ANY = PathPattern.parse("/**");

  private final Node root = new Node();

  /** What begins alike. */
  private static final class Node {
    private final RegionMap<Node> literal = new RegionMap<>();

    /** After a segment of {@code *} alone. */
    private @Nullable Node star;

    /** Patterns that end here, or go on with what only a comparison can tell. By order. */
    private Entry[] entries = new Entry[0];

    /** The lowest order of anything here and below: what has no better need not be walked. */
    private int lowest = UnitIndex.NONE;

    void add(Entry entry) {
      int at = entries.length;
      while (at > 0 && entries[at - 1].order > entry.order) {
        at--;
      }
      Entry[] more = Arrays.copyOf(entries, entries.length + 1);
      System.arraycopy(entries, at, more, at + 1, entries.length - at);
      more[at] = entry;
      entries = more;
    }
  }

  /**
   * A pattern and what else must hold.
   *
   * @param rest of the pattern, from the node's segment on; null: the path ends here
   */
  private record Entry(int order, @Nullable PathMatcher rest, Conditions conditions) {}

  void add(PathPattern pattern, int order, Conditions conditions) {
    String text = pattern.text();
    Node node = root;
    int at = 1;
    while (at <= text.length()) {
      node.lowest = Math.min(node.lowest, order);
      int end = PathMatcher.endOfSegment(text, at);
      String segment = text.substring(at, end);
      if (segment.equals("*")) {
        Node next = node.star == null ? new Node() : node.star;
        node.star = next;
        node = next;
      } else if (segment.indexOf('*') >= 0) {
        node.add(new Entry(order, PathMatcher.of(text.substring(at - 1)), conditions));
        return;
      } else {
        node = node.literal.computeIfAbsent(segment, Node::new);
      }
      at = end + 1;
    }
    node.lowest = Math.min(node.lowest, order);
    node.add(new Entry(order, null, conditions));
  }

  /** The lowest order below {@code best} whose pattern and conditions hold, or {@code best}. */
  int find(RequestHead head, int best) {
    String path = head.path();
    return path.startsWith("/") ? find(root, path, 1, head, best) : best;
  }

  private static int find(Node start, String path, int from, RequestHead head, int bound) {
    Node node = start;
    int at = from;
    int best = bound;
    while (node.lowest < best) {
      boolean ended = at > path.length();
      for (Entry entry : node.entries) {
        if (entry.order >= best) {
          break;
        }
        PathMatcher rest = entry.rest;
        boolean matches = rest == null ? ended : rest.matches(path, at);
        if (matches && entry.conditions.hold(head)) {
          best = entry.order;
          break;
        }
      }
      if (ended) {
        return best;
      }
      int end = PathMatcher.endOfSegment(path, at);
      Node star = node.star;
      if (star != null) {
        best = find(star, path, end + 1, head, best);
      }
      Node next = node.literal.get(path, at, end);
      if (next == null) {
        return best;
      }
      node = next;
      at = end + 1;
    }
    return best;
  }
}
