package dev.crossfade.cohorts;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finding a cookie behind others, as a shop with a few trackers sends them. */
@State(Scope.Thread)
public class CookiesBenchmark {
  private static final String OTHERS =
      "session=9f8e7d6c5b4a39281706f5e4d3c2b1a0; consent=all; _ga=GA1.2.1234567890.1700000000; "
          + "_gid=GA1.2.987654321.1700000000; cart=3; currency=EUR; theme=dark; ";

  private final byte[] with =
      (OTHERS + "cf_id=AAECAwQFBgcICQoLDA0ODw").getBytes(StandardCharsets.US_ASCII);
  private final byte[] without = OTHERS.getBytes(StandardCharsets.US_ASCII);

  @Benchmark
  public long found() {
    return Cookies.find(with, 0, with.length, "cf_id");
  }

  @Benchmark
  public long missing() {
    return Cookies.find(without, 0, without.length, "cf_id");
  }
}
