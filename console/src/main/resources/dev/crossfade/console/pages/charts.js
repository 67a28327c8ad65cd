// Draws every figure[data-chart] from its JSON with uPlot, in the colours of the style sheet.
globalThis.crossfadeCharts = (() => {
  "use strict";
  const drawn = new Map(); // id → { figure, plot, shape, chart }
  const token = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const read = figure => JSON.parse(figure.querySelector("script").textContent);
  const shapeOf = chart => JSON.stringify([chart.kind, chart.unit, chart.series.map(one => [one.name, one.colour])]);

  /** Figures of areas on top of each other: the last series is the lowest. */
  function rows(chart) {
    if (chart.kind !== "STACK") return [chart.x, ...chart.series.map(one => one.values)];
    const sums = [];
    let below = chart.x.map(() => 0);
    for (const one of [...chart.series].reverse()) {
      const sum = one.values.map((value, i) => (value === null ? null : value + (below[i] ?? 0)));
      below = sum.map(value => value ?? 0);
      sums.unshift(sum);
    }
    return [chart.x, ...sums];
  }

  const digits = value => (value === 0 ? "0" : Math.abs(value) >= 100 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString());
  const axis = value => (Math.abs(value) >= 10_000 ? digits(value / 1000) + "k" : digits(value));

  function options(figure, chart) {
    const unit = chart.unit === "%" || chart.unit === "pp" || chart.unit === "ms" ? " " + chart.unit : chart.unit;
    const own = i => chart.series[i - 1].values;
    const series = chart.series.map((one, at) => {
      const colour = token(one.colour);
      const bound = chart.kind === "BAND" && (at === 0 || at === 2);
      return {
        label: one.name, stroke: bound ? "transparent" : colour, width: 1.5, points: { show: chart.x.length < 3 },
        fill: chart.kind === "STACK" ? colour + "55" : undefined,
        value: (_, __, i, index) => { const value = index === null ? null : own(i)[index]; return value == null ? "–" : digits(value) + unit; },
      };
    });
    return {
      width: Math.max(200, figure.clientWidth), height: figure.classList.contains("small") ? 130 : 220,
      cursor: { y: false, points: { size: 5 } },
      scales: { x: { time: true, range: (plot, low, high) => (plot.data[0].length === 1 ? [plot.data[0][0] - 900, plot.data[0][0] + 900] : [low, high]) }, y: { range: (_, low, high) => range(chart, low, high) } },
      series: [{ label: "time" }, ...series],
      bands: chart.kind === "BAND" ? [{ series: [3, 1], fill: token(chart.series[1].colour) + "33" }] : [],
      axes: [
        { stroke: token("muted"), grid: { show: false }, ticks: { stroke: token("line") }, font: "11px system-ui", space: 64, values: (_, at, __, ___, apart) => times(at, apart) },
        { stroke: token("muted"), grid: { stroke: token("line"), width: 1 }, ticks: { show: false }, font: "11px system-ui", size: 56, values: (_, values) => values.map(value => axis(value) + unit) },
      ],
      hooks: { draw: [plot => annotate(plot, drawn.get(figure.id)?.chart ?? chart)] },
    };
  }

  /** Times of the axis in the viewer's zone: with the day where another one begins. */
  function times(at, apart) {
    const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: apart < 60 ? "2-digit" : undefined });
    const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric" });
    return at.map((second, i) => {
      const date = new Date(second * 1000), before = i > 0 ? new Date(at[i - 1] * 1000) : date;
      return apart >= 86400 || date.toDateString() !== before.toDateString() ? day.format(date) : clock.format(date);
    });
  }

  function range(chart, low, high) {
    const level = chart.tolerance ?? 0;
    const from = Math.min(low ?? 0, 0, level), to = Math.max(high ?? 0, 0, level);
    const room = (to - from || 1) * 0.08;
    return [from < 0 ? from - room : 0, to + room];
  }

  /** Marks of what happened, and the tolerance. */
  function annotate(plot, chart) {
    const { ctx, bbox } = plot, ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui`;
    ctx.fillStyle = token("muted");
    ctx.textAlign = "left";
    const ends = []; // of the texts so far, by row: they must not run into each other
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    for (const mark of chart.marks) {
      const x = plot.valToPos(mark.at, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      line(ctx, token("muted"), x, bbox.top, x, bbox.top + bbox.height);
      const row = [0, 1, 2].find(r => (ends[r] ?? 0) < x), end = x + ctx.measureText(mark.text).width + 10 * ratio;
      if (row === undefined || end > bbox.left + bbox.width) continue;
      ends[row] = end;
      ctx.fillText(mark.text, x + 4 * ratio, bbox.top + (11 + 14 * row) * ratio);
    }
    if (chart.tolerance !== null) {
      const y = plot.valToPos(chart.tolerance, "y", true);
      line(ctx, token("fail"), bbox.left, y, bbox.left + bbox.width, y);
    }
    ctx.restore();
  }

  function line(ctx, colour, x1, y1, x2, y2) {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  }

  const sizes = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const known = drawn.get(target.id);
      if (known && target.clientWidth > 0) known.plot.setSize({ width: target.clientWidth, height: known.plot.height });
    }
  });

  function drawOne(figure) {
    const chart = read(figure), shape = shapeOf(chart), known = drawn.get(figure.id);
    if (known && known.shape === shape && figure.contains(known.plot.root)) {
      known.chart = chart;
      known.plot.setData(rows(chart));
      return;
    }
    known?.plot.destroy();
    const plot = new uPlot(options(figure, chart), rows(chart), figure);
    drawn.set(figure.id, { figure, plot, shape, chart });
    sizes.observe(figure);
  }

  /** The plots of an element that is about to be replaced go over to what replaces it. */
  function carry(old, next) {
    for (const figure of next.querySelectorAll("figure[data-chart]")) {
      const known = drawn.get(figure.id);
      if (known && old.contains(known.plot.root)) {
        sizes.unobserve(known.figure);
        figure.append(known.plot.root);
        known.figure = figure;
        known.plot.series.slice(1).forEach(one => (one.value = options(figure, read(figure)).series[1 + known.plot.series.slice(1).indexOf(one)].value));
        sizes.observe(figure);
      }
    }
  }

  const draw = within => within.querySelectorAll("figure[data-chart]").forEach(drawOne);

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const { figure, plot } of [...drawn.values()]) {
      plot.destroy();
      drawn.delete(figure.id);
      drawOne(figure);
    }
  });

  return { draw, carry };
})();
