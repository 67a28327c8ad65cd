package dev.crossfade.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.TrafficService.Split;
import dev.crossfade.deploy.traffic.Slots.Point;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.LatencySketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What counters came to in slots of time, from looks at them. */
class SlotsTest {
  private static final Key LEGACY = new Key(null, Split.BACKEND, "legacy");
  private static final Key NEXT = new Key(null, Split.BACKEND, "next");

  private final Slots slots = new Slots(5, 12, 10);

  private static Map<Key, Counted> counted(long requests, long errors) {
    return Map.of(LEGACY, new Counted(requests, errors, Latencies.NONE));
  }

  private List<Point> points(Key key, int from) {
    return slots.points(key, from);
  }

  @Test
  void slot_isWhatCameBetweenTwoLooks() {
    slots.look(10_020, counted(100, 0));
    slots.look(15_020, counted(150, 5));
    slots.look(20_020, counted(160, 5));

    List<Point> points = points(LEGACY, 2);
    assertThat(points.get(0).seconds()).isEqualTo(5);
    assertThat(points.get(0).cell().requests()).isEqualTo(50);
    assertThat(points.get(0).cell().errors()).isEqualTo(5);
    assertThat(points.get(1).cell().requests()).isEqualTo(10);
  }

  @Test
  void slot_withoutRequests_isZeroAndNoGap() {
    slots.look(10_000, counted(100, 0));
    slots.look(15_000, counted(100, 0));
    slots.look(20_000, counted(100, 0));

    assertThat(points(LEGACY, 2).getFirst().seconds()).isEqualTo(5);
    assertThat(points(LEGACY, 2).getFirst().cell()).isEqualTo(Track.Cell.NONE);
    assertThat(points(NEXT, 2).getFirst().seconds()).as("a key that nobody knows").isEqualTo(5);
  }

  /** What came while nobody looked may have come at any time of it. */
  @Test
  void slots_whileTheProcessStoodStill_areGaps() {
    slots.look(10_000, counted(100, 0));
    slots.look(15_000, counted(110, 0));
    slots.look(40_000, counted(900, 0));
    slots.look(45_000, counted(905, 0));

    List<Point> points = points(LEGACY, 2);
    assertThat(points.get(0).cell().requests()).isEqualTo(10);
    assertThat(points.subList(1, 6)).allMatch(point -> point.seconds() == 0);
    assertThat(points.get(6).cell().requests()).isEqualTo(5);
  }

  @Test
  void clock_setBack_losesTheSlotUnderWayAndNothingElse() {
    slots.look(10_000, counted(100, 0));
    slots.look(15_000, counted(110, 0));
    slots.look(11_000, counted(120, 0));
    slots.look(15_001, counted(130, 0));

    Point again = points(LEGACY, 2).getFirst();
    assertThat(again.cell().requests()).isEqualTo(10);
    assertThat(again.seconds()).isBetween(4.0, 4.1);
  }

  @Test
  void slotUnderWay_isShownOnceItCanBeTold() {
    slots.look(10_000, counted(100, 0));
    assertThat(points(LEGACY, 2)).isEmpty();
    slots.look(12_000, counted(104, 0));

    assertThat(points(LEGACY, 2).getLast())
        .isEqualTo(new Point(2, new Track.Cell(4, 0, Double.NaN, Double.NaN)));
  }

  @Test
  void latencies_areThoseOfTheSlot() {
    LatencySketch sketch = new LatencySketch();
    IntStream.range(0, 100).forEach(_ -> sketch.record(900_000));
    slots.look(10_000, Map.of(LEGACY, new Counted(100, 0, sketch.snapshot())));
    IntStream.range(0, 100).forEach(i -> sketch.record(i < 90 ? 10_000 : 50_000));
    slots.look(15_000, Map.of(LEGACY, new Counted(200, 0, sketch.snapshot())));
    slots.look(20_000, Map.of(LEGACY, new Counted(200, 0, sketch.snapshot())));

    Track.Cell cell = points(LEGACY, 2).getFirst().cell();
    assertThat(cell.p50()).isBetween(9.8, 10.2);
    assertThat(cell.p95()).isBetween(49.0, 51.0);
  }

  /** However many names a configuration has had. */
  @Test
  void keys_beyondTheMost_areNotKept() {
    slots.look(10_000, Map.of());
    Map<Key, Counted> many = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      many.put(new Key("unit" + i, Split.BACKEND, "legacy"), new Counted(1, 0, Latencies.NONE));
    }
    slots.look(15_000, many);
    slots.look(20_000, many);

    long kept =
        IntStream.range(0, 50)
            .filter(
                i ->
                    points(new Key("unit" + i, Split.BACKEND, "legacy"), 2)
                            .getFirst()
                            .cell()
                            .requests()
                        > 0)
            .count();
    assertThat(kept).isEqualTo(10);
  }

  /** The coarse slots have seen what the fine ones have: nothing is lost or counted twice. */
  @Property(tries = 100)
  void slots_ofAnyWidth_addUpToWhatWasCounted(
      @ForAll @Size(min = 13, max = 60) List<@IntRange(max = 1_000) Integer> perLook) {
    Slots fine = new Slots(5, 64, 10);
    Slots coarse = new Slots(60, 64, 10);
    long requests = 0;
    long millis = 600_020;
    for (int came : perLook) {
      fine.look(millis, counted(requests, 0));
      coarse.look(millis, counted(requests, 0));
      requests += came;
      millis += 5_000;
    }
    fine.look(millis, counted(requests, 0));
    coarse.look(millis, counted(requests, 0));

    assertThat(total(fine, 120)).isEqualTo(requests);
    assertThat(total(coarse, 10)).isEqualTo(requests);
  }

  private static long total(Slots slots, int from) {
    return slots.points(LEGACY, from).stream().mapToLong(point -> point.cell().requests()).sum();
  }

  /** Whatever happens to the clock, nothing below zero is ever told, and nothing fails. */
  @Property(tries = 200)
  void looks_atAnyTime_neverTellWhatCannotBe(
      @ForAll @Size(max = 40) List<@IntRange(min = -40_000, max = 40_000) Integer> steps) {
    Slots any = new Slots(5, 12, 10);
    long millis = 10_000_000;
    long requests = 0;
    for (int step : steps) {
      millis += step;
      requests += 3;
      any.look(millis, counted(requests, 1));
      for (Point point : any.points(LEGACY, any.last() - 11)) {
        assertThat(point.seconds()).isBetween(0.0, 10.0);
        assertThat(point.cell().requests()).isBetween(0L, requests);
      }
    }
  }
}
