export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Two libraries that took turns: the medians, and the ratios of theirs to ours, each of one turn. */
export function summary(name, ours, theirs) {
  const ratios = theirs.map((each, turn) => each / ours[turn]);
  return {
    name,
    ours: median(ours),
    theirs: median(theirs),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}
