package dev.crossfade.deploy.audit;

import dev.crossfade.config.model.Config;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Severities;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says to audits, or what holds without one.
 *
 * @param origin the public one; null: none is said
 * @param ignore CSS selectors
 */
record ConfigFacts(
    @Nullable URI origin, Severities severities, Templates templates, List<String> ignore) {
  ConfigFacts {
    ignore = List.copyOf(ignore);
  }

  static ConfigFacts of(@Nullable Config config) {
    return config == null
        ? new ConfigFacts(null, Severities.of(Map.of()), Templates.of(List.of()), List.of())
        : new ConfigFacts(
            config.seo().origin(),
            Severities.of(config.seo().rules()),
            Templates.of(config.seo().templates()),
            config.seo().ignore());
  }
}
