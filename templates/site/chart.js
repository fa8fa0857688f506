"use strict";

// A series drawn by dygraphs: points with their intervals as a band, levels, change points as
// annotations, changes of machine and build as dashed lines; used by mouse, finger and keyboard.

function colourOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// Two runs of one commit would lie on each other: a second apart they are two points.
function spreadOut(moments) {
  let last = -Infinity;
  return moments.map((moment) => {
    last = Math.max(moment * 1000, last + 1000);
    return last;
  });
}

const LINE_COLOURS = ["head", "unclear", "good", "bad", "base"];

// plot: {x, lines: [{label, values, lower, upper}], levels: [[first, last, level, from]],
//        changes: [{index, text, tone}], marks: [index], unit, log}
// use: {hover(i), pick(i), open(change)}; picked(): the indices that are compared.
function createChart(node, plot, use) {
  const banded = plot.lines.some((line) => line.lower);
  const rows = plot.x.map((x, i) => [
    new Date(x),
    ...plot.lines.map(({ values, lower, upper }) => {
      const value = values[i];
      if (value === null || value === undefined || (plot.log && value <= 0)) {
        return banded ? [null, null, null] : null;
      }
      if (!banded) return value;
      const low = lower && lower[i] !== null ? lower[i] : value;
      const high = upper && upper[i] !== null ? upper[i] : value;
      return [plot.log && low <= 0 ? value : low, value, high];
    }),
  ]);
  let selected = -1;

  function drawUnder(context, area, graph) {
    const vertical = (i, colour, dash) => {
      const x = graph.toDomXCoord(plot.x[i]);
      if (x < area.x || x > area.x + area.w) return;
      context.strokeStyle = colour;
      context.setLineDash(dash);
      context.beginPath();
      context.moveTo(x, area.y);
      context.lineTo(x, area.y + area.h);
      context.stroke();
    };
    context.save();
    context.lineWidth = 1;
    for (const i of plot.marks) vertical(i, colourOf("muted"), [2, 4]);
    for (const change of plot.changes) vertical(change.index, colourOf(change.tone), [5, 3]);
    context.lineWidth = 2;
    for (const i of use.picked()) vertical(i, colourOf("ink"), []);
    context.restore();
  }

  // Above the points, which would hide them.
  function drawLevels(context, graph) {
    context.save();
    context.lineWidth = 2;
    context.strokeStyle = colourOf("ink");
    for (const [first, last, level, from = level] of plot.levels) {
      if (plot.log && (level <= 0 || from <= 0)) continue;
      const [left, begin] = graph.toDomCoords(plot.x[first], from);
      const [right, end] = graph.toDomCoords(plot.x[last], level);
      context.beginPath();
      context.moveTo(left - 2, begin);
      context.lineTo(right + 2, end);
      context.stroke();
    }
    context.restore();
  }

  const options = () => ({
    labels: ["when", ...plot.lines.map((line) => line.label)],
    colors: plot.lines.map((_, i) => colourOf(LINE_COLOURS[i % LINE_COLOURS.length])),
    customBars: banded,
    logscale: plot.log,
    legend: "never",
    labelsUTC: true,
    drawPoints: plot.lines.length === 1,
    pointSize: 1.8,
    strokeWidth: plot.lines.length === 1 ? 0.8 : 1.5,
    fillAlpha: 0.2,
    highlightCircleSize: 5,
    yRangePad: 26,
    xRangePad: 6,
    gridLineColor: colourOf("grid"),
    axisLineColor: colourOf("rule"),
    axisLabelFontSize: 12,
    // With the range selector dragging would pan, as long as nobody says otherwise.
    interactionModel: Dygraph.defaultInteractionModel,
    showRangeSelector: plot.x.length > 2, // there is nothing to choose from
    rangeSelectorHeight: 36,
    rangeSelectorPlotStrokeColor: colourOf("base"),
    rangeSelectorPlotFillColor: colourOf("base"),
    rangeSelectorPlotFillGradientColor: colourOf("panel"),
    rangeSelectorBackgroundStrokeColor: colourOf("rule"),
    rangeSelectorForegroundStrokeColor: colourOf("muted"),
    axes: {
      y: { axisLabelWidth: 74, axisLabelFormatter: (value) => axisText(value, plot.unit) },
      x: { axisLabelWidth: 66 },
    },
    underlayCallback: drawUnder,
    plugins: [
      {
        activate: () => ({
          didDrawChart: (event) => drawLevels(event.drawingContext, event.dygraph),
        }),
      },
    ],
    highlightCallback: (event, x, points, row) => {
      selected = row;
      use.hover(row);
    },
    clickCallback: () => {
      if (selected >= 0) use.pick(selected);
    },
  });

  const graph = new Dygraph(node, rows, options());
  graph.ready(() => {
    graph.setAnnotations(
      plot.changes.map((change) => ({
        series: plot.lines[0].label,
        x: plot.x[change.index],
        shortText: change.text,
        text: change.title,
        width: 22 + 7 * change.text.length,
        height: 21,
        tickHeight: 30,
        tickWidth: 2,
        tickColor: colourOf(change.tone),
        cssClass: `mark tone-${change.tone}`,
        clickHandler: () => use.open(change),
      }))
    );
  });

  const shownRange = () => graph.xAxisRange();
  const setWindow = (from, to) => {
    const [first, last] = graph.xAxisExtremes();
    const width = Math.min(to - from, last - first);
    const left = Math.max(first, Math.min(from, last - width));
    graph.updateOptions({ dateWindow: [left, left + width] });
  };
  const select = (i) => {
    selected = Math.max(0, Math.min(plot.x.length - 1, i));
    const [from, to] = shownRange();
    const x = plot.x[selected];
    if (x < from || x > to) setWindow(x - (to - from) / 2, x + (to - from) / 2);
    graph.setSelection(selected);
    use.hover(selected, true);
  };
  const zoom = (factor) => {
    const [from, to] = shownRange();
    const middle = selected >= 0 ? plot.x[selected] : (from + to) / 2;
    setWindow(middle - (middle - from) * factor, middle + (to - middle) * factor);
  };

  const keys = {
    ArrowLeft: () => select((selected < 0 ? plot.x.length : selected) - 1),
    ArrowRight: () => select(selected + 1),
    PageUp: () => select(selected - 10),
    PageDown: () => select(selected + 10),
    Home: () => select(0),
    End: () => select(plot.x.length - 1),
    "+": () => zoom(0.5),
    "-": () => zoom(2),
    Enter: () => selected >= 0 && use.pick(selected),
    " ": () => selected >= 0 && use.pick(selected),
  };
  node.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });

  return {
    select,
    // The last `days`, or all of them.
    showDays: (days) => {
      const last = plot.x[plot.x.length - 1];
      const [first] = graph.xAxisExtremes();
      const from = days ? last - days * DAY * 1000 : first;
      graph.updateOptions({
        dateWindow: days && from > first ? [from, last + 0.02 * (last - from)] : null,
      });
    },
    redraw: () => graph.updateOptions(options()),
    destroy: () => graph.destroy(),
  };
}
