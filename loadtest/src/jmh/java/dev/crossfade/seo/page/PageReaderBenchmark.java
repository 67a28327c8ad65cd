package dev.crossfade.seo.page;

import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A product page of about 100 KB, read from its bytes. */
@State(Scope.Thread)
public class PageReaderBenchmark {
  private final PageReader reader = new PageReader(List.of(), 2 << 20);
  private final PageReader ignoring = new PageReader(List.of("#recently-viewed", ".csrf"), 2 << 20);
  private final Answer answer =
      new Answer(
          WebUrl.of("https://shop.example/p/1"),
          200,
          new Fields(Map.of("Content-Type", List.of("text/html; charset=utf-8"))),
          ProductPage.bytes(),
          false,
          1_000_000);
  private final Page page = reader.read(answer);
  private final Page same = reader.read(answer);

  @Benchmark
  public Page read() {
    return reader.read(answer);
  }

  /** With selectors of what is left out. */
  @Benchmark
  public Page readIgnoring() {
    return ignoring.read(answer);
  }

  /** Main text and shape beside another page's. */
  @Benchmark
  public double similarity() {
    return page.text().similarity(same.text()) + page.shape().similarity(same.shape());
  }
}
