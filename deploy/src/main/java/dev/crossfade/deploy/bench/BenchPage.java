package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.bench.BenchFigures.Measure;
import dev.crossfade.deploy.bench.BenchFigures.Spread;
import java.util.List;
import java.util.Locale;

/** The figures as one page that needs nothing else: a plot for each measure, and the table. */
final class BenchPage {
  private static final int BAR = 26;
  private static final int LEFT = 90;
  private static final int WIDTH = 420;

  private BenchPage() {}

  static String of(String title, List<String> facts, String table, BenchFigures figures) {
    StringBuilder plots = new StringBuilder();
    for (Measure measure : Measure.values()) {
      plots.append(plot(measure, figures));
    }
    StringBuilder list = new StringBuilder();
    facts.forEach(fact -> list.append("<li>").append(escape(fact)).append("</li>\n"));
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s</title>
    <style>
      :root { color-scheme: light dark }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
      svg { display: block; width: 100%%; height: auto; margin-bottom: 1rem }
      text { font: 12px system-ui, sans-serif; fill: currentColor }
      rect { fill: #8a97a6 } rect.ours { fill: #2f7dd1 }
      line { stroke: currentColor; stroke-width: 1.5 }
      pre { overflow-x: auto }
    </style>
    <h1>%1$s</h1>
    <p>Bars are medians over the rounds, lines reach from the least to the most.</p>
    %2$s<pre>%3$s</pre>
    <ul>
    %4$s</ul>
    </html>
    """
        .formatted(escape(title), plots, escape(table), list);
  }

  private static String plot(Measure measure, BenchFigures figures) {
    double most = 0;
    for (BenchPeer peer : BenchPeer.values()) {
      most = Math.max(most, figures.spread(peer, measure).max());
    }
    StringBuilder bars = new StringBuilder();
    int y = 0;
    for (BenchPeer peer : BenchPeer.values()) {
      bars.append(bar(peer, measure, figures.spread(peer, measure), most, y));
      y += BAR;
    }
    return """
    <h2>%s</h2>
    <svg viewBox="0 0 %d %d" role="img" aria-label="%s of each peer; the table has the numbers">
    %s</svg>
    """
        .formatted(measure.title(), LEFT + WIDTH + 90, y + 4, measure.title(), bars);
  }

  private static String bar(BenchPeer peer, Measure measure, Spread spread, double most, int y) {
    double scale = most > 0 ? WIDTH / most : 0;
    int middle = y + BAR / 2;
    return String.format(
        Locale.ROOT,
        """
        <text x="0" y="%1$d">%2$s</text>
        <rect class="%3$s" x="%4$d" y="%5$d" width="%6$.1f" height="%7$d"/>
        <line x1="%8$.1f" x2="%9$.1f" y1="%10$d" y2="%10$d"/>
        <text x="%11$.1f" y="%1$d">%12$s</text>
        """,
        middle + 4,
        peer.title(),
        peer == BenchPeer.CROSSFADE ? "ours" : "peer",
        LEFT,
        y + 4,
        spread.median() * scale,
        BAR - 8,
        LEFT + spread.min() * scale,
        LEFT + spread.max() * scale,
        middle,
        LEFT + spread.max() * scale + 6,
        measure.write(spread.median()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
