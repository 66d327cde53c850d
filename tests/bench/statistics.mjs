// All that is made of measured values is made here.

/** What is compared, of one round's values. `ours` stands by itself. */
const figures = {
  'peer/ours': (ours, peer) => peer / ours,
  'ours/peer': (ours, peer) => ours / peer,
  'ours-peer': (ours, peer) => ours - peer,
  ours: (ours) => ours,
};

export const figureNames = Object.keys(figures);

/** The value below which `part` of the numbers lie, 0 … 1, between two where need be. */
export function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at));
}

export function median(numbers) {
  return quantile(numbers, 0.5);
}

/**
 * What a row says: the medians, the figure formed anew for each round, since what disturbs a round disturbs both, and
 * its quartiles as the spread.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} unit of `ours` and `peer`
 * @property {number[]} ours one value a round
 * @property {number[]} [peer] those of the same rounds
 * @property {string} [peerName]
 * @property {keyof typeof figures} figure
 * @property {{least: number} | {most: number}} [goal] for the figure
 * @param {Row} row
 */
export function summary({ ours, peer, figure, goal }) {
  const ofRounds = ours.map((each, round) => figures[figure](each, peer?.[round]));
  const value = median(ofRounds);
  return {
    ours: median(ours),
    peer: peer && median(peer),
    figure: value,
    low: quantile(ofRounds, 0.25),
    high: quantile(ofRounds, 0.75),
    reached: goal && ('least' in goal ? value >= goal.least : value <= goal.most),
  };
}

/** The straight line that lies nearest to points [x, y]; `fit`: r², 1 where all lie on it. */
export function straightLine(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sum = (of) => points.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  const slope = xy / xx;
  return { slope, offset: meanY - slope * meanX, fit: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

/** The power by which y grows with x: 1 is a straight line through the origin, 2 a parabola. */
export function growthPower(points) {
  return straightLine(points.map(([x, y]) => [Math.log(x), Math.log(y)])).slope;
}
