// Length of the longest common subsequence of what is behind each pair of places.
function commonLengths(left, right) {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; --i) {
    for (let j = right.length - 1; j >= 0; --j) {
      const same = left[i] === right[j];
      lengths[i][j] = same ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

/** The lines that only one of two transcripts has, in their order; what is in both at another place, with the place. */
export function difference(theirs, ours) {
  const lengths = commonLengths(theirs, ours);
  const only = { theirs: [], ours: [] };
  let [i, j] = [0, 0];
  while (i < theirs.length || j < ours.length) {
    if (i < theirs.length && j < ours.length && theirs[i] === ours[j]) {
      ++i;
      ++j;
    } else if (j === ours.length || (i < theirs.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
      only.theirs.push(i++);
    } else {
      only.ours.push(j++);
    }
  }
  const placed = (lines, others) => (index) =>
    others.includes(lines[index]) ? `${lines[index]} (line ${index + 1})` : lines[index];
  return { theirs: only.theirs.map(placed(theirs, ours)), ours: only.ours.map(placed(ours, theirs)) };
}
