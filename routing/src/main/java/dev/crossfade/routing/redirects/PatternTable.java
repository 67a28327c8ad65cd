package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries that ask by a pattern; the one that was written first wins. A tree of how their paths
 * begin leaves those that can match at all, text that must be within leaves fewer, and only those
 * are run: a thousand patterns cost about what those cost that look like the path.
 */
final class PatternTable {
  static final int NONE = -1;

  private final Entries entries;
  private final List<Compiled> all = new ArrayList<>();
  private final Node root = new Node();

  /** A pattern, ready to be asked. A host of "" is any. */
  record Compiled(int entry, String host, Pattern pattern, String within, Template target) {}

  /** A place in the tree: where each character leads, and who begins with just this much. */
  private static final class Node {
    private char[] letters = {};
    private Node[] next = {};
    private Compiled[] here = {};

    int find(char c) {
      for (int i = 0; i < letters.length; i++) {
        if (letters[i] == c) {
          return i;
        }
      }
      return -1;
    }

    Node grow(char c) {
      int known = find(c);
      if (known >= 0) {
        return next[known];
      }
      letters = Arrays.copyOf(letters, letters.length + 1);
      letters[letters.length - 1] = c;
      next = Arrays.copyOf(next, letters.length);
      Node made = new Node();
      next[letters.length - 1] = made;
      return made;
    }
  }

  PatternTable(Entries entries) {
    this.entries = entries;
  }

  void add(int entry, String host, Pattern pattern, Template target) {
    PatternLiterals literals = PatternLiterals.of(pattern);
    Compiled compiled = new Compiled(entry, host, pattern, literals.within(), target);
    all.add(compiled);
    Node node = root;
    for (int i = 0; i < literals.start().length(); i++) {
      node = node.grow(literals.start().charAt(i));
    }
    node.here = Arrays.copyOf(node.here, node.here.length + 1);
    node.here[node.here.length - 1] = compiled;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The pattern of an entry that is one. */
  Compiled of(int entry) {
    int low = 0;
    int high = all.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).entry() < entry) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return all.get(low);
  }

  /** The number of the entry that takes this; {@link #NONE}: nobody. */
  int find(String host, String path, boolean hasQuery, Scope scope) {
    int best = best(root, NONE, host, path, hasQuery, scope);
    Node node = root;
    for (int i = 0; i < path.length(); i++) {
      int at = node.find(path.charAt(i));
      if (at < 0) {
        break;
      }
      node = node.next[at];
      best = best(node, best, host, path, hasQuery, scope);
    }
    return best;
  }

  private int best(Node node, int known, String host, String path, boolean hasQuery, Scope scope) {
    for (Compiled compiled : node.here) {
      if (known != NONE && compiled.entry() > known) {
        return known;
      }
      if (matches(compiled, host, path, hasQuery, scope)) {
        return compiled.entry();
      }
    }
    return known;
  }

  private boolean matches(
      Compiled compiled, String host, String path, boolean hasQuery, Scope scope) {
    if ((!compiled.host().isEmpty() && !compiled.host().equals(host))
        || !path.contains(compiled.within())) {
      return false;
    }
    Kind kind = entries.kindOf(compiled.entry());
    return kind.asks(hasQuery)
        && scope.holds(kind.policy(), kind.way())
        && compiled.pattern().matcher(path).find();
  }
}
