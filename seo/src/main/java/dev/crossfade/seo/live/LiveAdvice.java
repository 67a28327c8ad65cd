package dev.crossfade.seo.live;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Seo;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What in {@code seo} has no effect because it names what is not there. */
public final class LiveAdvice {
  private LiveAdvice() {}

  /** A line each: the key, a colon, what is wrong with it. */
  public static List<String> of(Config config) {
    List<String> lines = new ArrayList<>();
    Seo seo = config.seo();
    Set<String> templates = new TreeSet<>(LiveSettings.of(config).templates());
    List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();
    seo.rules()
        .forEach(
            (id, override) -> {
              if (Rule.byId(id) == null) {
                lines.add(
                    "seo.rules.%s: no rule has this id%s"
                        .formatted(id, Suggestion.of(id, ids, "a rule's id")));
              }
              for (int i = 0; i < override.templates().size(); i++) {
                String name = override.templates().get(i);
                if (!templates.contains(name)) {
                  lines.add(
                      "seo.rules.%s.templates[%d]: \"%s\" is no template%s"
                          .formatted(id, i, name, Suggestion.of(name, templates, "a template")));
                }
              }
            });
    for (int i = 0; i < seo.ignore().size(); i++) {
      String selector = seo.ignore().get(i);
      String problem = Selectors.problem(selector);
      if (problem != null) {
        lines.add("seo.ignore[%d]: \"%s\" is no CSS selector: %s".formatted(i, selector, problem));
      }
    }
    return lines;
  }
}
