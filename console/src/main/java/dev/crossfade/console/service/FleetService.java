package dev.crossfade.console.service;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The gateways that share a store. Called on threads that may block. */
public interface FleetService {
  /** All of them, as the store knows them; asks it. */
  Fleet fleet();

  /** All of them, as the store told some seconds ago; asks nobody, so that a page need not wait. */
  Sight sight();

  /**
   * The fleet as it was last seen.
   *
   * @param fleet its {@code problem} is why it is not seen now, and its members are those that were
   * @param at when the store told; null: it has not yet
   * @param discords what they did not agree on then
   */
  record Sight(Fleet fleet, @Nullable Instant at, List<Discord> discords) {
    public Sight {
      discords = List.copyOf(discords);
    }

    /** Since when they have not agreed on something; null: they do. */
    public @Nullable Instant since(Matter matter) {
      return discords.stream()
          .filter(discord -> discord.matter() == matter)
          .map(Discord::since)
          .findFirst()
          .orElse(null);
    }
  }

  /** What gateways must agree on, but for a moment while a change spreads. */
  enum Matter {
    /** Which one of them leads. */
    LEADER,
    /** The version of the configuration. */
    CONFIG,
    /** How many visitors next serves. */
    EXPOSURES
  }

  /**
   * They do not agree on something.
   *
   * @param since when that was seen first, and whenever they were looked at after it
   */
  record Discord(Matter matter, Instant since) {}

  /**
   * The fleet as one of them sees it.
   *
   * @param shared whether there is a store for more than one; else this gateway is alone
   * @param prefix of the keys that they share
   * @param name of the gateway that was asked
   * @param role {@code leader}, {@code follower}, or {@code cut-off} while the store is away
   * @param problem why the members are not known; null: they are
   */
  record Fleet(
      boolean shared,
      @Nullable String prefix,
      String name,
      String role,
      @Nullable String problem,
      List<FleetMember> members) {
    public Fleet {
      members = List.copyOf(members);
    }
  }

  /**
   * A gateway, as it last told the others.
   *
   * @param id of its process
   * @param since when the process began to be one of them
   * @param asked it is the one that was asked
   * @param version of the software
   * @param admin the address of its admin port; empty: not told
   * @param config the version of its configuration
   * @param journal the newest entry that it knows
   * @param exposures of each unit with a rollout, in percent
   */
  record FleetMember(
      String id,
      String name,
      Instant since,
      boolean leads,
      boolean asked,
      String version,
      String admin,
      long config,
      long journal,
      SequencedMap<String, Double> exposures) {
    public FleetMember {
      exposures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(exposures));
    }
  }
}
