package dev.crossfade.config.shape;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every key of a configuration as Markdown, made from the same records that read it. */
public final class ReferencePage {
  private final StringBuilder out = new StringBuilder();
  private final Set<Class<?>> around = new HashSet<>();

  private ReferencePage() {}

  /** The page of a document that is read as this type. */
  public static String of(Class<?> type) {
    ReferencePage page = new ReferencePage();
    for (Shape.Part part : new Shape.Fixed(type).keys()) {
      page.out.append("\n## `").append(part.name()).append("`\n\n");
      page.out.append("| key | meaning | expected | default |\n|---|---|---|---|\n");
      page.row(part.name(), part);
      page.below(part.name(), part.shape());
    }
    return page.out.toString();
  }

  private void row(String path, Shape.Part part) {
    String fallback = part.fallback();
    cell("`" + path + "`");
    cell(part.doc());
    cell(expected(part.shape()));
    cell(part.required() ? "**required**" : fallback == null ? "" : "`" + fallback + "`");
    out.append("|\n");
  }

  private void cell(String text) {
    out.append("| ").append(text.replace("|", "\\|")).append(' ');
  }

  /** Records are told by the rows below them. */
  private static String expected(Shape shape) {
    return switch (shape) {
      case Shape.Single single -> single.expected();
      case Shape.Many many -> many.item() instanceof Shape.Single ? many.expected() : "a list";
      case Shape.Dictionary dictionary -> dictionary.expected();
      case Shape.Tagged tagged -> tagged.expected();
      case Shape.Told told -> told.expected();
      case Shape.Fixed _ -> "";
    };
  }

  private void below(String path, Shape shape) {
    switch (shape) {
      case Shape.Single _ -> {}
      case Shape.Many many -> below(path + "[]", many.item());
      case Shape.Dictionary dictionary -> below(path + ".NAME", dictionary.value());
      case Shape.Fixed fixed -> {
        if (around.add(fixed.type())) {
          for (Shape.Part part : fixed.keys()) {
            row(path + "." + part.name(), part);
            below(path + "." + part.name(), part.shape());
          }
          around.remove(fixed.type());
        }
      }
      case Shape.Tagged tagged -> {
        for (Map.Entry<String, Shape.Fixed> alternative : tagged.alternatives().entrySet()) {
          String key = path + "." + alternative.getKey();
          cell("`" + key + "`");
          cell(alternative.getValue().doc());
          out.append("| | |\n");
          below(key, alternative.getValue());
        }
      }
      case Shape.Told told -> told.alternatives().values().forEach(fixed -> below(path, fixed));
    }
  }
}
