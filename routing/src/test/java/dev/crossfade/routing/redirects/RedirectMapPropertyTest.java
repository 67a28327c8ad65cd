package dev.crossfade.routing.redirects;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.crossfade.config.model.Redirect.Policy;
import dev.crossfade.routing.TestHead;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled map answers as a list of rules does that is asked one after the other. */
class RedirectMapPropertyTest {
  private static final String[] SEGMENTS = {"a", "b", "A", "ab", "a.b", "1", "22", "%C3%A9"};
  private static final String[] PATTERNS = {
    "^/a/(.*)$", "^/(\\d+)$", "b", "^/(a|b)/ab?$", "(?i)^/A/B", "1+", "^/a.b$", "\\.b/[0-9]{2}"
  };
  private static final Policy[] POLICIES = {Policies.ALWAYS, Policies.DROP, Policies.EXACT};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void find_anyRules_answersAsTheRulesInOrder(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      Policy policy = POLICIES[random.nextInt(POLICIES.length)];
      List<RedirectRule> rules = rules(random);
      RedirectMap map = Policies.map(new ArrayList<>(), policy, rules.toArray(RedirectRule[]::new));
      for (int i = 0; i < 50; i++) {
        TestHead asked = asked(random);
        Redirection found = map.find(asked, (_, _) -> true);
        assertThat(found == null ? null : found.location())
            .as("%s of %s under %s", asked, rules, policy.query())
            .isEqualTo(naive(rules, policy, asked));
      }
    }
  }

  private static List<RedirectRule> rules(Random random) {
    List<RedirectRule> rules = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String host = random.nextInt(4) == 0 ? "www.shop.example" : null;
      Source source =
          switch (random.nextInt(3)) {
            case 0 -> new Source.Exact(host, path(random), random.nextInt(4) == 0 ? "q=1" : null);
            case 1 -> new Source.Prefix(host, path(random));
            default ->
                new Source.Matching(
                    host, Pattern.compile(PATTERNS[random.nextInt(PATTERNS.length)]));
          };
      rules.add(
          Policies.rule(
              i + 1, source, "https://x.example/" + (char) ('c' + i), 0)); // none leads on
    }
    return rules;
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      path.append('/').append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
    }
    return random.nextInt(4) == 0 ? path + "/" : path.toString();
  }

  private static TestHead asked(Random random) {
    String query = random.nextInt(3) == 0 ? "?q=1" : random.nextInt(3) == 0 ? "?r=2" : "";
    TestHead asked = TestHead.get(path(random) + query);
    return random.nextInt(3) == 0 ? asked.host("other.example") : asked;
  }

  private static @Nullable String naive(List<RedirectRule> rules, Policy policy, TestHead asked) {
    RedirectRule best = null;
    long bestRank = -1;
    for (RedirectRule rule : rules) {
      long rank = rank(rule.source(), policy, asked);
      if (rank > bestRank) {
        best = rule;
        bestRank = rank;
      }
    }
    return best == null ? null : location(best, policy, asked);
  }

  /** −1: it does not match. */
  private static long rank(Source source, Policy policy, TestHead asked) {
    boolean named = source.host() != null;
    if (named && !asked.host().equals(source.host())) {
      return -1;
    }
    boolean none = asked.query().isEmpty();
    boolean takes = !policy.equals(Policies.EXACT) || none;
    int host = named ? 1 : 0;
    return switch (source) {
      case Source.Exact(_, String path, String query) -> {
        boolean query1 = query == null ? takes : query.equals(asked.query());
        boolean counts = query != null || policy.equals(Policies.EXACT);
        yield path.equals(asked.path()) && query1 ? 1_000_000 + (counts ? 2 : 0) + host : -1;
      }
      case Source.Prefix(_, String path) -> {
        String below = path.endsWith("/") ? path : path + "/";
        boolean in = asked.path().equals(path) || asked.path().startsWith(below);
        yield in && takes ? 1_000 + path.length() * 2L + host : -1;
      }
      case Source.Matching(_, Pattern pattern) -> {
        Matcher matcher = pattern.matcher(asked.path());
        yield matcher.find() && takes ? 0 : -1;
      }
    };
  }

  private static String location(RedirectRule rule, Policy policy, TestHead asked) {
    boolean passed = policy.equals(Policies.ALWAYS) && !asked.query().isEmpty();
    return switch (rule.source()) {
      case Source.Exact(_, _, String query) ->
          rule.target() + (passed && query == null ? "?" + asked.query() : "");
      case Source.Prefix(_, String path) -> {
        String rest = asked.path().substring(path.length());
        String slash = rest.isEmpty() ? "" : "/";
        yield rule.target()
            + slash
            + (rest.startsWith("/") ? rest.substring(1) : rest)
            + (passed ? "?" + asked.query() : "");
      }
      case Source.Matching _ -> rule.target() + (passed ? "?" + asked.query() : "");
    };
  }
}
