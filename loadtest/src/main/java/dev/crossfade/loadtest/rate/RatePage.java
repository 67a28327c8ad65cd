package dev.crossfade.loadtest.rate;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A result as one page that needs nothing else: latency by percentile, and the numbers. */
public final class RatePage {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 280;
  private static final int LEFT = 70;
  private static final int BOTTOM = 30;
  private static final double[] PERCENTILES = {0, 50, 90, 99, 99.9, 99.99};

  private RatePage() {}

  public static String of(RateResult result, List<String> lines) {
    long most = Math.max(1, result.latency().getMaxValue());
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Load on %1$s</title>
    <style>
      :root { color-scheme: light dark; --ours: #1f6fc4; --other: #9a5b00 }
      @media (prefers-color-scheme: dark) { :root { --ours: #7db8f5; --other: #f0b45c } }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
      svg { display: block; width: 100%%; height: auto }
      text { font: 12px system-ui, sans-serif; fill: currentColor }
      .grid { stroke: currentColor; stroke-opacity: .2 }
      polyline { fill: none; stroke-width: 2 }
      .latency { stroke: var(--ours) } .service { stroke: var(--other); stroke-dasharray: 5 4 }
      text.latency { fill: var(--ours); stroke: none } text.service { fill: var(--other); stroke: none }
      pre { overflow-x: auto }
    </style>
    <h1>Load on %1$s</h1>
    <p>Latency by percentile. Solid: from when a request was due, which is what a visitor waits.
    Dashed: from when it was sent.</p>
    <svg viewBox="0 0 %2$d %3$d" role="img" aria-label="latency by percentile; the table has the numbers">
    %4$s%5$s%6$s</svg>
    <pre>%7$s</pre>
    </html>
    """
        .formatted(
            escape(result.plan().target().toString()),
            LEFT + WIDTH + 20,
            HEIGHT + BOTTOM + 20,
            grid(most),
            line("latency", result.latency(), most, 16),
            line("service", result.service(), most, 32),
            escape(String.join("\n", lines)));
  }

  private static String grid(long most) {
    StringBuilder grid = new StringBuilder();
    for (double percentile : PERCENTILES) {
      double x = x(percentile);
      grid.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\"/>"
                  + "<text x=\"%1$.1f\" y=\"%3$d\" text-anchor=\"middle\">%4$s %%</text>%n",
              x,
              HEIGHT,
              HEIGHT + 18,
              percentile == Math.rint(percentile)
                  ? Long.toString((long) percentile)
                  : Double.toString(percentile)));
    }
    for (int i = 0; i <= 4; i++) {
      double y = HEIGHT - i * HEIGHT / 4.0;
      grid.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%1$d\" x2=\"%2$d\" y1=\"%3$.1f\" y2=\"%3$.1f\"/>"
                  + "<text x=\"%4$d\" y=\"%5$.1f\" text-anchor=\"end\">%6$.2f ms</text>%n",
              LEFT,
              LEFT + WIDTH,
              y,
              LEFT - 6,
              Math.max(12, y + 4),
              most / 1e6 * i / 4));
    }
    return grid.toString();
  }

  private static String line(String name, Histogram nanos, long most, int labelAt) {
    StringBuilder points = new StringBuilder();
    for (double nines = 0; nines <= 4; nines += 0.05) {
      double percentile = 100 - 100 / Math.pow(10, nines);
      double y = HEIGHT - (double) HEIGHT * nanos.getValueAtPercentile(percentile) / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(percentile), Math.max(0, y)));
    }
    return """
    <polyline class="%1$s" points="%2$s"/>
    <text class="%1$s" x="%3$d" y="%4$d">%1$s</text>
    """
        .formatted(name, points.toString().strip(), LEFT + 10, labelAt);
  }

  /** Every nine takes the same room: 0, 90, 99, 99.9, 99.99 are equally far apart. */
  private static double x(double percentile) {
    return LEFT + WIDTH * -Math.log10(1 - percentile / 100) / 4;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
