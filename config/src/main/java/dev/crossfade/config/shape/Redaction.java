package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.yaml.Node;
import dev.crossfade.config.yaml.ScalarToken;
import dev.crossfade.config.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A document's text without its secrets, every line where it was. Shown is only what stands where
 * the model knows that there is no secret: what it does not know, and comments, may hold one.
 */
public final class Redaction {
  /** What stands for a value that the model does not know. */
  static final String UNKNOWN = "(not shown)";

  /** These say where a secret is, not what it is. */
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*|file:[^}$]*)\\}");

  private static final String EXTENSION = "x-";
  private static final String MERGE = "<<";

  private final Set<Mark> shown = new HashSet<>();
  private final Set<Mark> secret = new HashSet<>();

  private Redaction() {}

  /** With {@value Credentials#HIDDEN} for each secret; empty: it is no document of today's. */
  public static Optional<String> of(Class<?> type, String text) {
    return of(type, text, _ -> Credentials.HIDDEN);
  }

  /**
   * The same.
   *
   * @param label what to write for a secret, by its value
   */
  public static Optional<String> of(Class<?> type, String text, UnaryOperator<String> label) {
    String marked = text.startsWith("\ufeff") ? text.substring(1) : text;
    Problems problems = new Problems("");
    Optional<Node> document =
        new YamlReader(problems).read(marked.getBytes(StandardCharsets.UTF_8));
    Optional<List<ScalarToken>> tokens = ScalarToken.of(marked);
    if (document.isEmpty() || tokens.isEmpty() || !problems.problems().isEmpty()) {
      return Optional.empty();
    }
    Redaction redaction = new Redaction();
    redaction.look(new Shape.Fixed(type), document.get());
    if (document.get() instanceof Node.Mapping top) {
      for (Node.Mapping.Entry entry : top.entries()) {
        if (entry.key().startsWith(EXTENSION)) {
          redaction.shown.add(entry.mark());
        }
      }
    }
    return Optional.of(redaction.written(marked.codePoints().toArray(), tokens.get(), label));
  }

  private void look(Shape shape, Node node) {
    switch (shape) {
      case Shape.Single single -> {
        if (node instanceof Node.Scalar scalar && isOne(single.type(), scalar)) {
          shown.add(node.mark());
        }
      }
      case Shape.Many many -> {
        if (node instanceof Node.Sequence list) {
          list.items().forEach(item -> look(many.item(), item));
        } else {
          look(many.item(), node);
        }
      }
      case Shape.Dictionary dictionary -> {
        if (node instanceof Node.Mapping mapping) {
          for (Node.Mapping.Entry entry : mapping.entries()) {
            shown.add(entry.mark());
            look(dictionary.value(), entry.value());
          }
        }
      }
      case Shape.Fixed fixed -> lookAtKeys(fixed, node);
      case Shape.Tagged tagged -> {
        if (node instanceof Node.Mapping mapping) {
          for (Node.Mapping.Entry entry : mapping.entries()) {
            Shape.Fixed alternative = tagged.alternatives().get(entry.key());
            if (alternative != null) {
              shown.add(entry.mark());
              look(alternative, entry.value());
            }
          }
        }
      }
      case Shape.Told told -> {
        if (node instanceof Node.Mapping mapping) {
          told.alternatives().entrySet().stream()
              .filter(alternative -> mapping.entry(alternative.getKey()).isPresent())
              .findFirst()
              .ifPresent(alternative -> lookAtKeys(alternative.getValue(), mapping));
        }
      }
    }
  }

  /** What does not look as it must is something else, that slipped here perhaps. */
  private static boolean isOne(ScalarType type, Node.Scalar written) {
    if (Expansion.isNeeded(written.text())) {
      return true;
    }
    try {
      Optional<String> text = type.accept(written);
      text.ifPresent(type::parse);
      return text.isPresent();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void lookAtKeys(Shape.Fixed fixed, Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      fixed.keys().stream()
          .filter(part -> part.name().equals(fixed.shorthand()))
          .findFirst()
          .ifPresent(part -> look(part, node));
      return;
    }
    for (Shape.Part part : fixed.keys()) {
      mapping
          .entry(part.name())
          .ifPresent(
              entry -> {
                shown.add(entry.mark());
                look(part, entry.value());
              });
    }
  }

  private void look(Shape.Part part, Node node) {
    if (part.secret()) {
      hide(node);
    } else {
      look(part.shape(), node);
    }
  }

  /** An alias may hang a secret in another place as well: it is one there too. */
  private void hide(Node node) {
    switch (node) {
      case Node.Scalar scalar -> {
        if (!REFERENCE.matcher(scalar.text()).matches()) {
          secret.add(scalar.mark());
        }
        shown.add(scalar.mark());
      }
      case Node.Sequence list -> list.items().forEach(this::hide);
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  entry -> {
                    secret.add(entry.mark());
                    hide(entry.value());
                  });
    }
  }

  private String written(int[] text, List<ScalarToken> tokens, UnaryOperator<String> label) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (ScalarToken token : tokens) {
      between(text, at, token.from(), out);
      if (token.to() > token.from()) {
        add(token, new String(text, token.from(), token.to() - token.from()), label, out);
      }
      at = Math.max(at, token.to());
    }
    between(text, at, text.length, out);
    return out.toString();
  }

  /** What is around values is YAML's, but for comments. */
  private static void between(int[] text, int from, int to, StringBuilder out) {
    boolean comment = false;
    for (int i = from; i < to; i++) {
      boolean ends = text[i] == '\n' || text[i] == '\r';
      comment = !ends && (comment || text[i] == '#');
      if (!comment) {
        out.appendCodePoint(text[i]);
      }
    }
  }

  private void add(ScalarToken token, String raw, UnaryOperator<String> label, StringBuilder out) {
    if (secret.contains(token.mark())) {
      out.append(label.apply(token.value())).append(linesOf(raw));
    } else if (!shown.contains(token.mark()) && !token.value().equals(MERGE)) {
      out.append(UNKNOWN).append(linesOf(raw));
    } else if (!Credentials.hidden(token.value()).equals(token.value())) {
      out.append('"').append(Credentials.hidden(token.value()).strip().replace("\n", " "));
      out.append('"').append(linesOf(raw));
    } else {
      out.append(token.block() ? withoutComment(raw) : raw);
    }
  }

  /** A value of several lines leaves them empty, so that those below stay where they were. */
  private static String linesOf(String raw) {
    return "\n".repeat((int) raw.chars().filter(c -> c == '\n').count());
  }

  /** Behind {@code |} or {@code >} there may be one. */
  private static String withoutComment(String raw) {
    int end = raw.indexOf('\n');
    String first = end < 0 ? raw : raw.substring(0, end);
    return first.replaceFirst("\\s#.*$", "") + (end < 0 ? "" : raw.substring(end));
  }
}
