package dev.crossfade.deploy.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.EventService.Event;
import dev.crossfade.console.service.EventService.Since;
import dev.crossfade.console.service.News;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events are told to whom, and when somebody hears that there were others. */
class EventRingTest {
  private final EventRing ring = new EventRing("one", 3);

  private void happen(String... gates) {
    for (String gate : gates) {
      ring.tell(new News.Judged(Instant.EPOCH, "shop", gate, null, "pass", gate + " is fine"));
    }
  }

  private static List<String> gates(Since since) {
    List<String> gates = new ArrayList<>();
    for (Event event : since.events()) {
      gates.add(((News.Judged) event.news()).gate());
    }
    return gates;
  }

  @Test
  void eventsSince_aPlaceThatIsKept_areAllOfThemInOrder() {
    String before = ring.latestEvent();
    happen("a", "b", "c");

    Since since = ring.eventsSince(before, 10);

    assertThat(gates(since)).containsExactly("a", "b", "c");
    assertThat(since.missed()).isFalse();
    assertThat(since.place()).isEqualTo(ring.latestEvent());
    assertThat(ring.eventsSince(since.place(), 10).events()).isEmpty();
  }

  @Test
  void eventsSince_pageByPage_goesOnWhereItWas() {
    String before = ring.latestEvent();
    happen("a", "b", "c");

    Since first = ring.eventsSince(before, 2);

    assertThat(gates(first)).containsExactly("a", "b");
    assertThat(gates(ring.eventsSince(first.place(), 2))).containsExactly("c");
  }

  @Test
  void eventsSince_theIdOfAnEvent_areThoseAfterIt() {
    String before = ring.latestEvent();
    happen("a", "b");

    String id = ring.eventsSince(before, 1).events().getFirst().id();

    assertThat(gates(ring.eventsSince(id, 10))).containsExactly("b");
  }

  @Test
  void eventsSince_aPlaceThatIsForgotten_hasMissedSome() {
    String before = ring.latestEvent();
    happen("a", "b", "c", "d");

    Since since = ring.eventsSince(before, 10);

    assertThat(since.missed()).isTrue();
    assertThat(since.events()).isEmpty();
    assertThat(since.place()).isEqualTo(ring.latestEvent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-1", "one-7", "one--1", "one-", "one", "", "one-1x", "\n"})
  void eventsSince_aPlaceOfNoEventOfOurs_hasMissedSome(String place) {
    happen("a", "b");

    assertThat(ring.eventsSince(place, 10).missed()).isTrue();
  }

  @Test
  void watch_thatThrows_isToldNoMore_andTheOthersAre() {
    List<String> told = new ArrayList<>();
    ring.watchEvents(
        () -> {
          told.add("ill");
          throw new IllegalStateException("its thread is gone");
        });
    try (var watch = ring.watchEvents(() -> told.add("well"))) {
      happen("a", "b");
      assertThat(watch).isNotNull();
    }
    happen("c");

    assertThat(told).containsExactly("ill", "well", "well");
    assertThat(ring.watching()).isZero();
  }
}
