package dev.crossfade.rollout.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Property: whatever is appended is what every later start reads, compacted or not. */
class RoundTripTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @TempDir Path dir;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void append_anyDrafts_areReadBackTheSame(int seed) {
    Random random = new Random(seed);
    List<JournalEntry> returned = new ArrayList<>();
    try (FileJournal journal = Journals.open(dir)) {
      for (int i = random.nextInt(20); i > 0; i--) {
        Draft draft = draft(random);
        JournalEntry entry = journal.append(draft);
        assertThat(entry.actor()).isEqualTo(draft.actor());
        assertThat(entry.subject()).isEqualTo(draft.subject());
        assertThat(entry.reason()).isEqualTo(draft.reason());
        assertThat(entry.body().equals(RoundTripTest::compare, draft.body())).isTrue();
        returned.add(entry);
      }
      assertThat(Journals.all(journal)).isEqualTo(returned);
    }
    assertThat(Journals.replay(dir)).isEqualTo(returned);

    Retention retention = new Retention(Map.of("config", 1), 3);
    List<JournalEntry> kept = retention.kept(returned);
    try (FileJournal journal = Journals.open(dir)) {
      journal.compact(retention);
    }
    assertThat(Journals.replay(dir)).isEqualTo(kept);
  }

  static List<Integer> seeds() {
    return new Random(1).ints(60).boxed().toList();
  }

  /** Numbers come back with the value they had, not always in the notation. */
  private static int compare(JsonNode one, JsonNode other) {
    boolean same =
        (one.isNumber() && other.isNumber())
            ? one.decimalValue().compareTo(other.decimalValue()) == 0
            : one.equals(other);
    return same ? 0 : 1;
  }

  private static Draft draft(Random random) {
    String kind = List.of("config", "rollout", "rollout.stage", "a-1.b2").get(random.nextInt(4));
    return new Draft("a" + text(random), kind, "s" + text(random), text(random), object(random, 3));
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JSON.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.set(name(random), node(random, depth - 1));
    }
    return object;
  }

  private static JsonNode node(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextLong());
      case 3 -> JSON.numberNode(random.nextDouble() * 1e9);
      case 4 -> JSON.numberNode(new BigInteger(200, random));
      case 5 -> JSON.numberNode(new BigDecimal(new BigInteger(90, random), random.nextInt(9)));
      case 6 -> JSON.stringNode(text(random));
      case 7 -> object(random, depth);
      default -> array(random, depth);
    };
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(node(random, depth - 1));
    }
    return array;
  }

  /** Names cannot have halves of surrogate pairs: they are refused. */
  private static String name(Random random) {
    return text(random).replaceAll("\\p{Cs}", "?");
  }

  /** Any characters, even halves of surrogate pairs; control characters often. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int[] upTo = {0x20, 0x80, 0x800, 0x10000, 0x110000};
      text.appendCodePoint(random.nextInt(upTo[random.nextInt(upTo.length)]));
    }
    return text.toString();
  }
}
