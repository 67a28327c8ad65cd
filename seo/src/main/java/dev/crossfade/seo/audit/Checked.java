package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;
import java.util.List;

/**
 * What came of one subject.
 *
 * @param facts for {@link Audit#learn}; kept in the spool as they are
 * @param answered whether anybody answered; when nobody does for long, the audit stops
 */
public record Checked(List<Finding> findings, List<String> facts, boolean answered) {
  /** Nothing is wrong with it. */
  public static final Checked FINE = new Checked(List.of(), List.of(), true);

  public Checked {
    findings = List.copyOf(findings);
    facts = List.copyOf(facts);
  }

  public static Checked of(List<Finding> findings) {
    return findings.isEmpty() ? FINE : new Checked(findings, List.of(), true);
  }
}
