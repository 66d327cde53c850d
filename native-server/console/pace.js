/** Milliseconds, as the next. */
const MIN_INTERVAL = 16;
const MAX_INTERVAL = 1000;

/**
 * Makes an action that draws take its turn: however often it is asked for it runs once, soon, and then rests
 * four times as long as it took. So a flood of frames leaves the page time to receive it.
 * @param {() => void} action
 * @returns {() => void} asks for the action
 */
export function paced(action) {
  let asked = false;
  let restUntil = 0;

  const run = () => {
    asked = false;
    const began = performance.now();
    action();
    // A timer set in an animation frame fires behind layout and paint, which are most of the cost.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const now = performance.now();
        restUntil = now + Math.min(4 * (now - began), MAX_INTERVAL);
      }),
    );
  };

  return () => {
    if (asked) return;
    asked = true;
    setTimeout(run, Math.max(MIN_INTERVAL, restUntil - performance.now()));
  };
}
