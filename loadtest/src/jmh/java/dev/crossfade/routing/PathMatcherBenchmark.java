package dev.crossfade.routing;

import dev.crossfade.config.value.PathPattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One pattern against one path. */
@State(Scope.Thread)
public class PathMatcherBenchmark {
  private final PathMatcher exact = PathMatcher.of(new PathPattern("/c/shoes/running"));
  private final PathMatcher below = PathMatcher.of(new PathPattern("/c/**"));
  private final PathMatcher other = PathMatcher.of(new PathPattern("/checkout/**"));

  /** Needs several tries: the segment it waits for comes late. */
  private final PathMatcher late = PathMatcher.of(new PathPattern("/**/run*/**/sale"));

  private final String path = "/c/shoes/running";
  private final String deep = "/c/shoes/running/men/trail/wide/2026/sale";

  @Benchmark
  public boolean exact() {
    return exact.matches(path);
  }

  @Benchmark
  public boolean below() {
    return below.matches(path);
  }

  @Benchmark
  public boolean noMatch() {
    return other.matches(path);
  }

  @Benchmark
  public boolean severalTries() {
    return late.matches(deep);
  }
}
