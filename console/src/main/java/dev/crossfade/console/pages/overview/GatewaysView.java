package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.rollout.Words;
import dev.crossfade.console.service.AdminServices.StoreStatus;
import dev.crossfade.console.service.FleetService.Fleet;
import dev.crossfade.console.service.FleetService.FleetMember;
import dev.crossfade.console.service.FleetService.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gateways that share a store, as the one that is asked saw them some seconds ago.
 *
 * @param name of the one that is asked
 * @param prefix of the keys that they share
 * @param at when the store told of them; null: it has not yet
 * @param current whether that was just now; else they may have changed since
 * @param problem why they are not seen now; null: they are, or the store says it of itself
 */
public record GatewaysView(
    String name,
    String prefix,
    StoreStatus store,
    @Nullable Instant at,
    boolean current,
    @Nullable String problem,
    List<Row> rows) {
  /** The store is asked every five seconds, and has three to answer. */
  private static final Duration JUST_NOW = Duration.ofSeconds(30);

  /** More units than these are told of where they differ, and counted. */
  private static final int SHOWN = 6;

  public GatewaysView {
    rows = List.copyOf(rows);
  }

  /**
   * A gateway.
   *
   * @param asked it is the one that is asked
   * @param admin the address of its admin port; empty: not told
   * @param href the same where it can be followed from another machine; null: it cannot
   * @param kind how its role is to be taken, with {@code role} in words
   * @param otherVersion it runs by another version than the one that leads
   * @param otherConfig it is configured in another way than that
   * @param journal the newest entry that it knows
   * @param shares of its units; of many, those first that the one that leads has otherwise
   * @param more how many units are not among them
   */
  public record Row(
      String id,
      String name,
      boolean asked,
      String admin,
      @Nullable String href,
      String kind,
      String role,
      Instant since,
      String version,
      boolean otherVersion,
      long config,
      boolean otherConfig,
      long journal,
      List<UnitShare> shares,
      int more) {
    public Row {
      shares = List.copyOf(shares);
    }
  }

  /**
   * How much of a unit next serves by a gateway.
   *
   * @param other the gateway that leads says otherwise
   */
  public record UnitShare(String unit, String share, boolean other) {}

  /** Nothing where a gateway is alone. */
  static @Nullable GatewaysView of(Sight sight, StoreStatus store, Instant now) {
    Fleet fleet = sight.fleet();
    if (!fleet.shared()) {
      return null;
    }
    Instant at = sight.at();
    boolean current =
        fleet.problem() == null && at != null && Duration.between(at, now).compareTo(JUST_NOW) < 0;
    FleetMember leader =
        fleet.members().stream().filter(FleetMember::leads).findFirst().orElse(null);
    return new GatewaysView(
        fleet.name(),
        fleet.prefix() == null ? "" : fleet.prefix(),
        store,
        at,
        current,
        store.problem() == null ? fleet.problem() : null,
        fleet.members().stream().map(member -> row(member, leader, fleet, current)).toList());
  }

  private static Row row(
      FleetMember member, @Nullable FleetMember leader, Fleet fleet, boolean current) {
    boolean cutOff = member.asked() && fleet.role().equals("cut-off");
    boolean knows = current || member.asked();
    List<UnitShare> shares = shares(member, leader == null ? member : leader);
    int other = (int) shares.stream().filter(UnitShare::other).count();
    int shown = Math.min(shares.size(), Math.max(SHOWN, other));
    return new Row(
        member.id(),
        member.name(),
        member.asked(),
        member.admin(),
        member.asked() ? null : AdminLink.of(member.admin()),
        cutOff ? "fail" : member.leads() && knows ? "pass" : "minor",
        cutOff ? "cut off" : role(member.leads(), knows),
        member.since(),
        member.version(),
        leader != null && !member.version().equals(leader.version()),
        member.config(),
        leader != null && member.config() != leader.config(),
        member.journal(),
        shares.subList(0, shown),
        shares.size() - shown);
  }

  private static String role(boolean leads, boolean knows) {
    return leads ? knows ? "leads" : "led" : knows ? "follows" : "followed";
  }

  private static List<UnitShare> shares(FleetMember member, FleetMember leader) {
    Set<String> units = new LinkedHashSet<>(leader.exposures().keySet());
    units.addAll(member.exposures().keySet());
    List<UnitShare> shares = new ArrayList<>();
    for (String unit : units) {
      Double share = member.exposures().get(unit);
      shares.add(
          new UnitShare(
              unit, share(share), !share(share).equals(share(leader.exposures().get(unit)))));
    }
    if (shares.size() > SHOWN) { // else they stand in one order at all gateways
      shares.sort(Comparator.comparing(share -> !share.other()));
    }
    return shares;
  }

  /** In percent, or that a gateway knows of no rollout. */
  static String share(@Nullable Double share) {
    return share == null ? "no rollout" : Words.percent(share);
  }

  /** How many there are, for who reads no table. */
  public String count() {
    return rows.size() == 1 ? "the only one" : "one of " + rows.size();
  }

  /** Whether something differs from what the one that leads serves by. */
  public boolean differs() {
    return rows.stream()
        .anyMatch(
            row ->
                row.otherVersion()
                    || row.otherConfig()
                    || row.shares().stream().anyMatch(UnitShare::other));
  }
}
