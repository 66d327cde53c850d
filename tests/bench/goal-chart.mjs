import { figureText, goalText } from './report-table.mjs';
import { summary } from './statistics.mjs';
import { element, line, picture, text } from './svg.mjs';

const [width, names, top, rowHeight] = [1200, 480, 84, 24];
const [left, right] = [names + 10, 910];
// How far from its goal a figure is: 1 where it is just reached, drawn from a tenth to a hundredfold.
const [least, most] = [0.1, 100];

const placeOf = (share) =>
  left + (Math.log(Math.min(most, Math.max(least, share)) / least) / Math.log(most / least)) * (right - left);

// A difference counts by the whole: what would be allowed by what it is.
function shareOf({ goal, figure }, value, peer) {
  if ('least' in goal) return value / goal.least;
  const base = figure === 'ours-peer' ? peer : 0;
  return value + base <= 0 ? most : (goal.most + base) / (value + base);
}

function bar(row, y) {
  const { figure, low, high, peer, reached } = summary(row);
  const place = (value) => placeOf(shareOf(row, value, peer));
  const [from, to] = [placeOf(1), place(figure)].sort((a, b) => a - b);
  const middle = y + rowHeight / 2;
  const against = row.figure === 'ours' ? '' : `, against ${row.peerName}`;
  return [
    text(names, middle + 4, `${row.name}${against}`, { 'text-anchor': 'end' }),
    element('rect', {
      x: from,
      y: y + 5,
      width: Math.max(2, to - from),
      height: rowHeight - 10,
      class: reached ? 'reached' : 'missed',
    }),
    line(place(low), middle, place(high), middle, 'spread'),
    text(right + 14, middle + 4, `${figureText(row, figure)}  (${goalText(row)})`),
  ].join('');
}

function scale(bottom) {
  return [0.1, 1, 10, 100]
    .map((share) =>
      [
        line(placeOf(share), top - 8, placeOf(share), bottom, share === 1 ? 'mark' : 'grid'),
        text(placeOf(share), top - 14, share === 1 ? 'goal' : `${share} ×`, {
          'text-anchor': 'middle',
          class: 'quiet',
        }),
      ].join(''),
    )
    .join('');
}

/** How far each row that has a goal is beyond it, or short of it. */
export function goalChart(rows) {
  const withGoal = rows.filter(({ goal }) => goal);
  const bottom = top + withGoal.length * rowHeight;
  const title = 'What is reached, by what was aimed at';
  return picture(
    width,
    bottom + 20,
    title,
    text(20, 30, title, { class: 'title' }),
    text(
      20,
      50,
      'To the right of the line: better than the goal. Thin lines: the middle half of the rounds.',
      {
        class: 'quiet',
      },
    ),
    scale(bottom),
    ...withGoal.map((row, i) => bar(row, top + i * rowHeight)),
  );
}
