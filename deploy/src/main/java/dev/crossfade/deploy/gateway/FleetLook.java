package dev.crossfade.deploy.gateway;

import dev.crossfade.console.service.FleetService.Discord;
import dev.crossfade.console.service.FleetService.Matter;
import dev.crossfade.fleet.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the store told of the gateways the last time, and since when they disagree. Pages show it,
 * since they must not wait for a store that is slow or away.
 *
 * @param at when it told; null: it has not yet
 * @param problem why it did not tell when it was asked last; null: it did
 */
record FleetLook(
    @Nullable Instant at, List<Member> members, List<Discord> discords, @Nullable String problem) {
  static final FleetLook NOT_YET =
      new FleetLook(null, List.of(), List.of(), "the store was not asked yet");

  FleetLook {
    members = List.copyOf(members);
    discords = List.copyOf(discords);
  }

  /** The store told. What they still do not agree on keeps its time. */
  FleetLook saw(List<Member> now, Instant at) {
    List<Discord> found = new ArrayList<>();
    if (now.stream().noneMatch(Member::leads)) {
      found.add(since(Matter.LEADER, at));
    }
    if (differ(now, member -> member.facts().config())) {
      found.add(since(Matter.CONFIG, at));
    }
    if (differ(now, member -> member.facts().exposures())) {
      found.add(since(Matter.EXPOSURES, at));
    }
    return new FleetLook(at, now, found, null);
  }

  /** The store did not tell: what it told before is all that is known. */
  FleetLook missed(String why) {
    return new FleetLook(at, members, discords, why);
  }

  /**
   * Those that were there, and this gateway, which knows of itself what it could not tell.
   *
   * @param anew whether it is told as it is, also where the store told of it before
   */
  List<Member> with(Member self, boolean anew) {
    Stream<Member> others = members.stream().filter(member -> !member.id().equals(self.id()));
    Member us =
        members.stream()
            .filter(member -> !anew && member.id().equals(self.id()))
            .findFirst()
            .orElse(self);
    return Stream.concat(others, Stream.of(us)).sorted(Member.BY_NAME).toList();
  }

  private Discord since(Matter matter, Instant now) {
    return discords.stream()
        .filter(discord -> discord.matter() == matter)
        .findFirst()
        .orElseGet(() -> new Discord(matter, now));
  }

  private static boolean differ(List<Member> members, Function<Member, Object> what) {
    return members.stream().map(what).distinct().count() > 1;
  }
}
