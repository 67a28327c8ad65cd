package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.net.InetAddress;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** One page against a million redirects, and against a thousand patterns. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class RedirectMapBenchmark {
  private static final int ENTRIES = 1_000_000;
  private static final int ASKED = 1 << 16;
  private static final Scope EVERYONE = (_, _) -> true;

  private final RedirectMap exact = exact();
  private final RedirectMap startingAlike = patterns("^/shop/%d-(\\d+)\\.html$");
  private final RedirectMap starting = patterns("^/shop%d/(\\d+)\\.html$");
  private final RedirectMap anywhere = patterns("shoe-%d-.*\\.html$");
  private final Head[] known = new Head[ASKED];
  private final Head[] unknown = new Head[ASKED];
  private final Head page = new Head("/shop/trail-running-shoe-leather-1234567.html");
  private int at;

  public RedirectMapBenchmark() {
    Random random = new Random(1);
    for (int i = 0; i < ASKED; i++) {
      int entry = random.nextInt(ENTRIES);
      known[i] = new Head(source(entry));
      unknown[i] = new Head(source(entry) + "l");
    }
  }

  private static String source(int i) {
    return "/old-category-" + i % 997 + "/trail-running-shoe-" + i + ".html";
  }

  private static RedirectMap exact() {
    RedirectCompiler compiler = new RedirectCompiler((_, _) -> {});
    for (int i = 0; i < ENTRIES; i++) {
      Source source = new Source.Exact(null, source(i), null);
      add(compiler, source, "/products/running/p/trail-running-shoe-" + i, i);
    }
    return compiler.compile();
  }

  private static RedirectMap patterns(String format) {
    RedirectCompiler compiler = new RedirectCompiler((_, _) -> {});
    for (int i = 0; i < 1_000; i++) {
      Pattern pattern = Pattern.compile(format.formatted(i));
      add(compiler, new Source.Matching(null, pattern), "/p/", i);
    }
    return compiler.compile();
  }

  private static void add(RedirectCompiler compiler, Source source, String target, int line) {
    compiler.add(
        new RedirectRule(source, target, 301, new Place("map.csv", line + 1)), RedirectLint.POLICY);
  }

  @Benchmark
  public @Nullable Redirection hit() {
    return exact.find(known[at++ & ASKED - 1], EVERYONE);
  }

  @Benchmark
  public @Nullable Redirection miss() {
    return exact.find(unknown[at++ & ASKED - 1], EVERYONE);
  }

  /** A thousand patterns that begin differently. */
  @Benchmark
  public @Nullable Redirection patternsByStart() {
    return starting.find(page, EVERYONE);
  }

  /** A thousand patterns that begin alike and go on differently. */
  @Benchmark
  public @Nullable Redirection patternsThatBeginAlike() {
    return startingAlike.find(page, EVERYONE);
  }

  /** A thousand patterns that may match anywhere: each is looked at. */
  @Benchmark
  public @Nullable Redirection patternsAnywhere() {
    return anywhere.find(page, EVERYONE);
  }

  /** A GET of a path. */
  private record Head(String path) implements RequestHead {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String host() {
      return "www.shop.example";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public boolean secure() {
      return true;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public @Nullable String cookie(String name) {
      return null;
    }

    @Override
    public InetAddress client() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean fromTrustedHop() {
      return false;
    }
  }
}
