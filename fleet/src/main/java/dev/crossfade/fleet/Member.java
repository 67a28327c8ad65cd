package dev.crossfade.fleet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A gateway of the fleet, as it last told the others.
 *
 * @param id of its process: a restart is another member
 * @param since when the process began to be one
 * @param leads it is the one that judges gates and advances rollouts
 */
public record Member(String id, String name, Instant since, boolean leads, Facts facts) {
  /** The order in which they are told. */
  public static final Comparator<Member> BY_NAME =
      Comparator.comparing(Member::name).thenComparing(Member::since).thenComparing(Member::id);

  public Member {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(since, "since");
    requireNonNull(facts, "facts");
  }

  /**
   * What a gateway tells of itself.
   *
   * @param version of the software
   * @param admin the address of its admin port
   * @param config the number of its active configuration; 0: none yet
   * @param journal the newest entry that it knows
   * @param counts what its process is called where gateways are added up; empty: it counts for
   *     itself alone
   * @param exposures of each unit with a rollout, in basis points
   */
  public record Facts(
      String version,
      String admin,
      long config,
      long journal,
      String counts,
      SequencedMap<String, Integer> exposures) {
    public Facts {
      requireNonNull(version, "version");
      requireNonNull(admin, "admin");
      requireNonNull(counts, "counts");
      exposures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(exposures));
    }
  }
}
