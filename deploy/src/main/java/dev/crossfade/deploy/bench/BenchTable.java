package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.bench.BenchFigures.Measure;
import dev.crossfade.deploy.bench.BenchFigures.Spread;
import java.util.List;

/** The figures of a run as text: a row a peer, the ratios, and a line for each bar. */
final class BenchTable {
  private static final String ROW = "%-10s %-24s %-20s %-20s %-20s %-20s %6s %7s%n";

  private BenchTable() {}

  static String of(BenchFigures figures, List<BenchBar.Verdict> verdicts) {
    StringBuilder table = new StringBuilder();
    table.append(
        ROW.formatted(
            "",
            Measure.REQUESTS.title(),
            Measure.CPU.title(),
            Measure.KERNEL.title(),
            Measure.P50.title(),
            Measure.P99.title(),
            "core",
            "errors"));
    for (BenchPeer peer : BenchPeer.values()) {
      table.append(
          ROW.formatted(
              peer.title(),
              cell(Measure.REQUESTS, figures.spread(peer, Measure.REQUESTS)),
              cell(Measure.CPU, figures.spread(peer, Measure.CPU)),
              cell(Measure.KERNEL, figures.spread(peer, Measure.KERNEL)),
              cell(Measure.P50, figures.spread(peer, Measure.P50)),
              cell(Measure.P99, figures.spread(peer, Measure.P99)),
              "%.0f%%".formatted(100 * figures.core(peer)),
              figures.errors(peer)));
    }
    table.append(System.lineSeparator());
    figures
        .ratios()
        .forEach(
            (measure, ratio) ->
                table.append(
                    "%-20s %s of HAProxy, %s of the better of both%n"
                        .formatted(
                            measure.title(), cell(ratio.toHaproxy()), cell(ratio.toBetter()))));
    table.append(System.lineSeparator());
    verdicts.forEach(verdict -> table.append(verdict.line()).append(System.lineSeparator()));
    return table.toString();
  }

  private static String cell(Measure measure, Spread spread) {
    return "%s (%s–%s)"
        .formatted(
            measure.write(spread.median()),
            measure.write(spread.min()),
            measure.write(spread.max()));
  }

  private static String cell(Spread ratio) {
    return "%.2f (%.2f–%.2f)".formatted(ratio.median(), ratio.min(), ratio.max());
  }
}
