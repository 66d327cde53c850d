import { readable } from './report-table.mjs';
import { median } from './statistics.mjs';
import { element, line, path, picture, text } from './svg.mjs';

const [panelWidth, panelHeight, columns] = [480, 300, 2];
const plot = { left: 86, right: 24, top: 54, bottom: 46 };

/** A logarithmic scale over what is to be shown; whole powers of ten are its marks. */
function scaleOf(values, from, to) {
  const [low, high] = [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  const place = (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { place, marks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}

// Through the last point: as much for each as there.
function straight([lastX, lastY], xs, scaleX, scaleY) {
  const points = xs.map((x) => [x, (x / lastX) * lastY]).filter(([, y]) => y >= scaleY.marks[0]);
  return path(
    points.map(([x, y]) => [scaleX.place(x), scaleY.place(y)]),
    'straight',
  );
}

function curve(points, scaleX, scaleY, kind) {
  const places = points.map(([x, y]) => [scaleX.place(x), scaleY.place(y)]);
  const dots = places.map(([cx, cy]) => element('circle', { cx, cy, r: 3.5, class: `dot-${kind}` }));
  return path(places, kind) + dots.join('');
}

function axes(series, scaleX, scaleY) {
  const [bottom, end] = [panelHeight - plot.bottom, panelWidth - plot.right];
  const vertical = scaleX.marks.map((mark) => {
    const x = scaleX.place(mark);
    const label = text(x, bottom + 18, mark.toLocaleString('en'), {
      'text-anchor': 'middle',
      class: 'quiet',
    });
    return line(x, plot.top, x, bottom, 'grid') + label;
  });
  const horizontal = scaleY.marks.map((mark) => {
    const y = scaleY.place(mark);
    const label = text(plot.left - 8, y + 4, `${readable(mark).replace('.00', '')} ${series.unit}`, {
      'text-anchor': 'end',
      class: 'quiet',
    });
    return line(plot.left, y, end, y, 'grid') + label;
  });
  const of = text((plot.left + end) / 2, panelHeight - 8, series.of, {
    'text-anchor': 'middle',
    class: 'quiet',
  });
  return [...vertical, ...horizontal, of].join('');
}

/**
 * Time by what grows, on scales where the same slope is the same power.
 *
 * @typedef {{name: string, of: string, unit: string, peerName: string, points: {x: number, ours: number[],
 *   peer?: number[]}[], fit: number}} Series
 */
function panel(series, x, y) {
  const medians = (whose) =>
    series.points.filter((each) => each[whose]).map((each) => [each.x, median(each[whose])]);
  const [ours, peer] = [medians('ours'), medians('peer')];
  const xs = ours.map(([value]) => value);
  const scaleX = scaleOf(xs, plot.left, panelWidth - plot.right);
  const times = [...ours, ...peer].map(([, value]) => value);
  const scaleY = scaleOf(times, panelHeight - plot.bottom, plot.top);
  return element(
    'g',
    { transform: `translate(${x} ${y})` },
    text(plot.left, 22, `Time by ${series.name}`, { class: 'head' }),
    text(plot.left, 40, `r² of a straight line: ${series.fit.toFixed(3)}`, { class: 'quiet' }),
    axes(series, scaleX, scaleY),
    straight(ours.at(-1), xs, scaleX, scaleY),
    peer.length > 0 ? curve(peer, scaleX, scaleY, 'peer') : '',
    curve(ours, scaleX, scaleY, 'ours'),
  );
}

/** One panel for each series. */
export function growthChart(allSeries) {
  const rows = Math.ceil(allSeries.length / columns);
  const title = 'How the time of a delivery grows';
  const [{ peerName, points }] = allSeries;
  const hasPeer = points.some(({ peer }) => peer);
  return picture(
    columns * panelWidth,
    70 + rows * panelHeight,
    title,
    text(20, 30, title, { class: 'title' }),
    text(20, 52, '●', { class: 'dot-ours' }),
    text(36, 52, 'hoofbeat', { class: 'quiet' }),
    hasPeer ? text(110, 52, '●', { class: 'dot-peer' }) + text(126, 52, peerName, { class: 'quiet' }) : '',
    text(200, 52, 'dashed: a straight line through the origin and our last point', { class: 'quiet' }),
    ...allSeries.map((series, i) =>
      panel(series, (i % columns) * panelWidth, 60 + Math.floor(i / columns) * panelHeight),
    ),
  );
}
