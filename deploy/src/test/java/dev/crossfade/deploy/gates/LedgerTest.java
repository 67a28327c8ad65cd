package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger beside maps, which are slower and larger and leave nothing to doubt. */
class LedgerTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 50, 5_000, 60_000})
  void differences_anyLists_areThoseOfMaps(int entries) {
    Random random = new Random(entries);
    Ledger ledger = new Ledger();
    Map<String, String> left = new LinkedHashMap<>();
    Map<String, String> right = new HashMap<>();
    Map<String, Boolean> repeated = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      put(left, repeated, random, entries, ledger::left);
    }
    for (int i = 0; i < entries; i++) {
      put(right, repeated, random, entries, ledger::right);
    }

    Ledger.Differences found = ledger.differences();

    Map<String, String> all = new LinkedHashMap<>(left);
    right.forEach(all::putIfAbsent);
    assertThat(found.all()).isEqualTo(all.size()).isEqualTo(ledger.size());
    assertThat(found.onlyLeft()).isEqualTo(without(left, right));
    assertThat(found.onlyRight()).isEqualTo(without(right, left));
    assertThat(found.repeated()).isEqualTo(repeated.size());
    assertThat(found.differing())
        .isEqualTo(
            left.entrySet().stream()
                .filter(one -> right.containsKey(one.getKey()))
                .filter(one -> !one.getValue().equals(right.get(one.getKey())))
                .count());
    List<String> bad =
        all.keySet().stream()
            .filter(
                key ->
                    repeated.containsKey(key)
                        || !left.containsKey(key)
                        || !left.get(key).equals(right.get(key)))
            .toList();
    assertThat(found.bad()).isEqualTo(bad.size());
    assertThat(bad).containsAll(found.examples());
    assertThat(found.examples()).hasSize(Math.min(5, bad.size()));
  }

  /** A key may come again; what it says first is compared. */
  private static void put(
      Map<String, String> side,
      Map<String, Boolean> repeated,
      Random random,
      int entries,
      ListReader.Sink ledger) {
    String key = "k".repeat(random.nextInt(60)) + random.nextInt(2 * entries);
    String value = String.valueOf(random.nextInt(3));
    ledger.entry(key, Arrays.copyOf(value.getBytes(UTF_8), 32));
    if (side.putIfAbsent(key, value) != null) {
      repeated.put(key, true);
    }
  }

  private static long without(Map<String, String> side, Map<String, String> other) {
    return side.keySet().stream().filter(key -> !other.containsKey(key)).count();
  }
}
