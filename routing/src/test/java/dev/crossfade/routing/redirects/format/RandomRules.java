package dev.crossfade.routing.redirects.format;

import com.google.re2j.Pattern;
import dev.crossfade.routing.redirects.Normal;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rules of every kind, with all the characters that formats trip over; the same for a seed. */
final class RandomRules {
  private static final String[] PIECES = {
    "a",
    "Sale",
    "product.php",
    "x-1",
    "caf\u00e9",
    "a b",
    "a,b",
    "a;b",
    "a'b",
    "a\"b",
    "$x",
    "$1",
    "{y}",
    "~z",
    "100%",
    "a|b",
    "(c)",
    "[d]",
    "a+b",
    "*",
    ":name",
    "a=b",
    "a&b",
    "\\n",
    "!",
    "@",
    "%2F",
    "%25",
    "\ud83d\ude00",
    "a:b",
    "#",
    "^",
    "default",
    "%E4"
  };
  private static final String[] PATTERNS = {
    "^/p/(\\d+)$",
    "^/a/([^/]+)/b/([^/]+)$",
    "^/x/(.*)\\.html$",
    "\\.php$",
    "(?i)^/sale/(.*)$",
    "^/q/([^/]+)/(.*)$",
    "^/with \"quotes\";{2}$",
    "^/w/(?P<name>\\w+)/$",
    "/a|/b"
  };
  private static final int[] STATUSES = {0, 301, 301, 302, 303, 307, 308, 410};

  private final Random random;

  RandomRules(long seed) {
    random = new Random(seed);
  }

  List<RedirectRule> some(int count) {
    List<RedirectRule> rules = new ArrayList<>();
    for (int line = 1; line <= count; line++) {
      rules.add(rule(line));
    }
    return rules;
  }

  private RedirectRule rule(int line) {
    int status = STATUSES[random.nextInt(STATUSES.length)];
    int kind = random.nextInt(6);
    String regex = PATTERNS[random.nextInt(PATTERNS.length)];
    @Nullable String host = random.nextInt(3) == 0 ? "www.shop.example" : null;
    Source source =
        switch (kind) {
          case 0 -> new Source.Prefix(host, path() + (random.nextBoolean() ? "/" : ""));
          case 1 -> new Source.Matching(host, Pattern.compile(regex));
          default -> new Source.Exact(host, path(), random.nextInt(4) == 0 ? query() : null);
        };
    String target =
        status == 410 ? "" : target(kind == 1 ? Pattern.compile(regex).groupCount() : -1);
    return new RedirectRule(source, target, status, new Place("random", line));
  }

  private String target(int groups) {
    String start = random.nextInt(3) == 0 ? "https://next.example" : "";
    String group = groups <= 0 ? "" : "/$" + (1 + random.nextInt(groups));
    String path = groups < 0 ? path() : "/to" + group;
    String slash = random.nextInt(3) == 0 ? "/" : "";
    String query = random.nextInt(4) == 0 ? "?" + (groups < 0 ? query() : "a=b") : "";
    return Normal.target(start + path + slash + query + (random.nextInt(6) == 0 ? "#part" : ""));
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      path.append('/').append(piece());
    }
    return Normal.path(path.toString());
  }

  private String query() {
    String query = "id=" + piece();
    return Normal.query(random.nextBoolean() ? query : query + "&" + piece());
  }

  private String piece() {
    return PIECES[random.nextInt(PIECES.length)];
  }
}
