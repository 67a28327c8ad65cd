package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.config.model.Unit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnitIndexTest {
  private static final String[] SEGMENTS = {"a", "b", "cart", "*", "**", "a*", "*b", "", "p.html"};
  private static final String[] HOSTS = {"a.example", "b.example", "*.example", "*.a.example"};
  private static final String[] ASKED = {"a.example", "b.example", "x.a.example", "other.test"};

  /** What the index finds is what asking one unit after the other finds. */
  @Test
  void find_anyUnitsAndRequests_isTheFirstThatMatches() {
    Random random = new Random(20261121);
    for (int round = 0; round < 60; round++) {
      List<Unit> units = TestShop.of(units(random)).config().units();
      UnitIndex index = UnitIndex.of(units);
      for (int asked = 0; asked < 200; asked++) {
        TestHead head = head(random);
        assertThat(index.find(head)).as("%s in %s", head, units).isEqualTo(inTurn(units, head));
      }
    }
  }

  private static int inTurn(List<Unit> units, TestHead head) {
    return IntStream.range(0, units.size())
        .filter(i -> RequestMatcher.any(RequestMatcher.of(units.get(i).match()), head))
        .findFirst()
        .orElse(UnitIndex.NONE);
  }

  private static String units(Random random) {
    StringBuilder yaml = new StringBuilder("units:\n");
    int count = 1 + random.nextInt(25);
    for (int i = 0; i < count; i++) {
      yaml.append("  - { name: u").append(i).append(", send: next, match: [");
      int matches = 1 + random.nextInt(2);
      for (int m = 0; m < matches; m++) {
        yaml.append(" { ").append(match(random)).append(" },");
      }
      yaml.append(" ] }\n");
    }
    return yaml.toString();
  }

  private static String match(Random random) {
    StringBuilder match = new StringBuilder();
    if (random.nextInt(3) == 0) {
      match.append("host: \"").append(HOSTS[random.nextInt(HOSTS.length)]).append("\", ");
    }
    if (random.nextInt(4) == 0) {
      match.append("method: POST, ");
    }
    if (random.nextInt(5) > 0 || match.isEmpty()) {
      match.append("path: [ \"").append(path(random, SEGMENTS)).append("\" ]");
    }
    return match.toString();
  }

  private static String path(Random random, String[] segments) {
    StringBuilder path = new StringBuilder();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      path.append('/').append(segments[random.nextInt(segments.length)]);
    }
    return path.toString();
  }

  private static TestHead head(Random random) {
    String[] plain = {"a", "b", "ab", "cart", "", "p.html", "x"};
    return TestHead.get(path(random, plain))
        .host(ASKED[random.nextInt(ASKED.length)])
        .method(random.nextBoolean() ? "GET" : "POST");
  }

  @ParameterizedTest
  @MethodSource
  void find_oneUnitAmongAThousand_isFound(String path, String unit) {
    StringBuilder yaml = new StringBuilder("units:\n");
    for (int i = 0; i < 1_000; i++) {
      yaml.append(
          "  - { name: u%1$d, match: { path: [/s%1$d/**, /x/*/y%1$d] }, send: next }\n"
              .formatted(i));
    }
    TestShop shop = TestShop.of(yaml.toString());

    assertThat(shop.serve(TestHead.get(path)).unit()).isEqualTo(unit);
  }

  static Stream<Arguments> find_oneUnitAmongAThousand_isFound() {
    return Stream.of(
        argumentSet("the first", "/s0/a", "u0"),
        argumentSet("the last", "/s999", "u999"),
        argumentSet("behind a star", "/x/any/y512", "u512"),
        argumentSet("none", "/s1000/a", null));
  }
}
