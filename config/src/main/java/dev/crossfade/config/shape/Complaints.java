package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.yaml.Node;

/** Where a {@link Checked} record complains: about itself, or about what it holds. */
public final class Complaints {
  private final Problems problems;
  private final Node node;
  private final Mark mark;
  private final String path;

  Complaints(Problems problems, Node node, Mark mark, String path) {
    this.problems = problems;
    this.node = node;
    this.mark = mark;
    this.path = path;
  }

  /** The same for what stands under a key; for this record where the key is not written. */
  public Complaints at(String key) {
    String below = Paths.key(path, key);
    if (node instanceof Node.Mapping mapping) {
      return mapping
          .entry(key)
          .map(entry -> new Complaints(problems, entry.value(), entry.mark(), below))
          .orElseGet(() -> new Complaints(problems, node, mark, below));
    }
    return new Complaints(problems, node, mark, below);
  }

  /** The same for an item of a list; an item written without a list is its first. */
  public Complaints at(int index) {
    String below = Paths.index(path, index);
    if (node instanceof Node.Sequence list && index < list.items().size()) {
      Node item = list.items().get(index);
      return new Complaints(problems, item, item.mark(), below);
    }
    return new Complaints(problems, node, mark, below);
  }

  public void problem(String message) {
    problems.add(mark, path, Problem.Kind.MEANING, message);
  }

  public void warning(String message) {
    problems.warn(mark, path, message);
  }
}
