package dev.crossfade.deploy.maps;

import dev.crossfade.routing.redirects.RedirectLint;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.RedirectRule;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lint says of rules that together are one map, the worst first. Needs some 700 bytes a rule
 * while it lasts.
 */
public record MapLint(int rules, List<RedirectProblem> problems) {
  private static final Comparator<RedirectProblem> WORST_FIRST =
      Comparator.comparing(RedirectProblem::severity)
          .thenComparing(RedirectProblem::rule)
          .thenComparing(RedirectProblem::file)
          .thenComparingInt(RedirectProblem::line);

  public MapLint {
    problems = List.copyOf(problems);
  }

  /**
   * Judges them.
   *
   * @param unread lines that are none
   * @param origin the site, whose URLs are taken for paths; null: nobody says
   * @throws IllegalArgumentException the origin names no host
   */
  public static MapLint of(
      List<RedirectRule> rules, List<RedirectProblem> unread, @Nullable URI origin) {
    List<RedirectProblem> problems = new ArrayList<>(unread);
    problems.addAll(RedirectLint.of(local(rules, origin)));
    return new MapLint(rules.size(), worstFirst(problems));
  }

  /** By severity, then by rule, then by place. */
  public static List<RedirectProblem> worstFirst(List<RedirectProblem> problems) {
    return problems.stream().sorted(WORST_FIRST).toList();
  }

  private static List<RedirectRule> local(List<RedirectRule> rules, @Nullable URI origin) {
    if (origin == null) {
      return rules;
    }
    Origin site = Origin.of(origin);
    return rules.stream().map(site::local).toList();
  }
}
