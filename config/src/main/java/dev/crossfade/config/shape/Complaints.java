package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.yaml.Node;
import java.util.Set;

/** Where a {@link Checked} record complains: about itself, or about what it holds. */
public final class Complaints {
  private final Problems problems;
  private final Node node;
  private final Mark mark;
  private final String path;
  private final Set<String> unread;

  Complaints(Problems problems, Node node, Mark mark, String path, Set<String> unread) {
    this.problems = problems;
    this.node = node;
    this.mark = mark;
    this.path = path;
    this.unread = Set.copyOf(unread);
  }

  /**
   * Whether all that is written under these keys of the record could be read. What could not is
   * missing in the record, and complaining about that would be a second problem for one mistake.
   */
  public boolean isRead(String... keys) {
    for (String key : keys) {
      if (unread.contains(key)) {
        return false;
      }
    }
    return true;
  }

  /** The same for what stands under a key; for this record where the key is not written. */
  public Complaints at(String key) {
    String below = Paths.key(path, key);
    if (node instanceof Node.Mapping mapping) {
      return mapping
          .entry(key)
          .map(entry -> below(entry.value(), entry.mark(), below))
          .orElseGet(() -> below(node, mark, below));
    }
    return below(node, mark, below);
  }

  /** The same for an item of a list; an item written without a list is the list. */
  public Complaints at(int index) {
    if (node instanceof Node.Sequence list && index < list.items().size()) {
      Node item = list.items().get(index);
      return below(item, item.mark(), Paths.index(path, index));
    }
    return this;
  }

  private Complaints below(Node node, Mark mark, String path) {
    return new Complaints(problems, node, mark, path, Set.of());
  }

  /** The line it is about, to be named in a complaint about another. */
  public int line() {
    return mark.line();
  }

  public void problem(String message) {
    problems.add(mark, path, Problem.Kind.MEANING, message);
  }

  public void warning(String message) {
    problems.warn(mark, path, message);
  }
}
