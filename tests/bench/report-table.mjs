import { summary } from './statistics.mjs';

/** A number as people read it: three digits that count. */
export function readable(value) {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.095 ? 2 : 3);
}

const signs = { 'peer/ours': ' ×', 'ours/peer': ' ×' };

/** With the unit of the figure: × where it is a ratio. */
export function figureText(row, value) {
  return `${readable(value)}${signs[row.figure] ?? ` ${row.unit}`}`;
}

export function goalText(row) {
  if (!row.goal) return '';
  return 'least' in row.goal ? `≥ ${figureText(row, row.goal.least)}` : `≤ ${figureText(row, row.goal.most)}`;
}

function cellsOf(row) {
  const { ours, peer, figure, low, high, reached } = summary(row);
  return [
    row.name,
    `${readable(ours)} ${row.unit}`,
    peer === undefined ? '' : `${readable(peer)} ${row.unit}`,
    row.peerName ?? '',
    figureText(row, figure),
    `${readable(low)} … ${readable(high)}`,
    goalText(row),
    row.goal ? (reached ? 'reached' : 'missed') : '',
  ];
}

const heads = ['', 'ours', 'peer', '', 'figure', 'quartiles', 'goal', ''];
const toTheRight = [1, 2, 4, 5, 6];

/** Lines of a table of rows; `rows` of one section or of several. */
export function tableLines(rows) {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  const padded = (cell, column) =>
    toTheRight.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
  return lines.map((cells) => cells.map(padded).join('  ').trimEnd());
}
