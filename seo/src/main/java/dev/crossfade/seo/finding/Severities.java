package dev.crossfade.seo.finding;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.model.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How bad each rule is on each template: as the configuration says, else as the rule does. */
public final class Severities {
  private final Map<String, Seo.RuleOverride> overrides;

  private Severities(Map<String, Seo.RuleOverride> overrides) {
    this.overrides = Map.copyOf(overrides);
  }

  public static Severities of(Map<String, Seo.RuleOverride> overrides) {
    return new Severities(overrides);
  }

  /** Null: the rule is off there. */
  public @Nullable Severity of(Rule rule, String template) {
    Seo.RuleOverride override = overrides.get(rule.id());
    boolean holds =
        override != null
            && (override.templates().isEmpty() || override.templates().contains(template));
    if (override == null || !holds) {
      return rule.severity();
    }
    return switch (override.severity()) {
      case CRITICAL -> Severity.CRITICAL;
      case MAJOR -> Severity.MAJOR;
      case MINOR -> Severity.MINOR;
      case OFF -> null;
    };
  }
}
