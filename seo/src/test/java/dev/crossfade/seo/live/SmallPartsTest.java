package dev.crossfade.seo.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates with bounds, a timetable, bodies, and room. */
class SmallPartsTest {
  private static final long SECOND = 1_000_000_000;

  /** The values are those of R's {@code prop.test(…, correct = FALSE)}. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0.0000, 0.2775",
    "1, 10, 0.0179, 0.4042",
    "5, 10, 0.2366, 0.7634",
    "10, 10, 0.7225, 1.0000",
    "0, 0, 0.0000, 1.0000",
    "3, 1000, 0.0010, 0.0088"
  })
  void wilson_isKnown(double hits, double trials, double lower, double upper) {
    assertThat(Wilson.lower(hits, trials)).isCloseTo(lower, within(0.0002));
    assertThat(Wilson.upper(hits, trials)).isCloseTo(upper, within(0.0002));
  }

  @Test
  void timetable_begins_withAllOfThemOneAfterTheOther() {
    Timetable table = new Timetable(List.of("/a", "/b", "/c"), Duration.ofMinutes(5), 0);

    assertThat(table.take(0)).containsExactly("/a");
    assertThat(table.take(SECOND)).containsExactly("/b", "/c");
    assertThat(table.take(SECOND)).isEmpty();
  }

  @Test
  void timetable_goesOn_evenlyOncePerPeriod() {
    Timetable table = new Timetable(List.of("/a", "/b", "/c"), Duration.ofMinutes(5), 0);
    Map<String, List<Long>> seen = new TreeMap<>();
    for (long second = 0; second <= 900; second++) {
      for (String path : table.take(second * SECOND)) {
        seen.computeIfAbsent(path, _ -> new ArrayList<>()).add(second);
      }
    }

    assertThat(seen)
        .containsEntry("/a", List.of(0L, 100L, 400L, 700L))
        .containsEntry("/b", List.of(1L, 200L, 500L, 800L))
        .containsEntry("/c", List.of(1L, 300L, 600L, 900L));
  }

  @Test
  void timetable_afterALongPause_makesUpForNothing() {
    Timetable table = new Timetable(List.of("/a"), Duration.ofSeconds(10), 0);
    table.take(0);

    assertThat(table.take(1_000 * SECOND)).containsExactly("/a");
    assertThat(table.take(1_001 * SECOND)).isEmpty();
    assertThat(table.take(1_010 * SECOND)).containsExactly("/a");
  }

  @Test
  void timetable_startOver_allAreDueNow() {
    Timetable table = new Timetable(List.of("/a", "/b"), Duration.ofMinutes(5), 0);
    table.take(10 * SECOND);
    table.startOver(20 * SECOND);

    assertThat(table.take(21 * SECOND)).containsExactly("/a", "/b");
  }

  private static Reply.Answered reply(String coding, byte[] body) {
    return new Reply.Answered(200, Map.of("content-encoding", List.of(coding)), body, 1);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
      deflate.write(plain);
    }
    return out.toByteArray();
  }

  private static String text(Bodies.Plain body) {
    return new String(body.bytes(), UTF_8);
  }

  @Test
  void bodies_inACodingThatIsKnown_areRead() throws IOException {
    byte[] plain = "<html>".getBytes(UTF_8);
    for (Reply.Answered reply :
        List.of(
            reply("", plain),
            reply("identity", plain),
            reply("GZIP", gzip(plain)),
            reply("deflate", deflate(plain)))) {
      assertThat(Bodies.isReadable(reply.fields())).isTrue();
      assertThat(text(Objects.requireNonNull(Bodies.read(reply, 100)))).isEqualTo("<html>");
    }
  }

  @Test
  void bodies_inAnotherCodingOrABrokenOne_areNot() {
    assertThat(Bodies.isReadable(reply("br", new byte[9]).fields())).isFalse();
    assertThat(Bodies.read(reply("br", new byte[9]), 100)).isNull();
    assertThat(Bodies.read(reply("gzip", new byte[9]), 100)).isNull();
    assertThat(Bodies.read(reply("deflate", new byte[] {0x78, 1, 99, 99}), 100)).isNull();
  }

  @Test
  void bodies_thatAreBombs_areCut() throws IOException {
    Bodies.Plain cut =
        Objects.requireNonNull(Bodies.read(reply("gzip", gzip(new byte[50_000_000])), 1_000));

    assertThat(cut.bytes()).hasSize(1_000);
    assertThat(cut.cut()).isTrue();
  }

  @Test
  void room_isFull_untilSomebodyLeaves() {
    Room room = new Room(2, 100);
    Room.Place one = Objects.requireNonNull(room.enter());
    Room.Place other = Objects.requireNonNull(room.enter());
    assertThat(room.enter()).isNull();
    assertThat(one.hold(new byte[60])).isTrue();
    assertThat(other.hold(new byte[60])).isFalse();

    other.leave();
    other.leave();

    Room.Place third = Objects.requireNonNull(room.enter());
    assertThat(room.enter()).isNull();
    assertThat(third.hold(new byte[40])).isTrue();
  }
}
