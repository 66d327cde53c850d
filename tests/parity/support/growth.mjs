/**
 * How the time of `work(size)` grows with the size, told apart by what eight times the size costs: eight times the time
 * or 64 times. Of a few runs the quickest counts, since what a shared machine does meanwhile is not the work's.
 */
export const growth = (work) => (size) => {
  const ratio = quickest(() => work(8 * size)) / quickest(() => work(size));
  return ratio > 24 ? 'quadratic' : 'linear at most';
};

function quickest(run) {
  const durations = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...durations);
}
