// What the scripts tell the person in front of them.

const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

function styled(code, text) {
  return colours ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const bold = (text) => styled('1', text);
export const red = (text) => styled('31', text);
export const green = (text) => styled('32', text);
export const dim = (text) => styled('2', text);

export function heading(text) {
  console.log(`\n${bold(`== ${text}`)}`);
}

export function note(text) {
  console.log(dim(`-- ${text}`));
}

/** The end of a script that cannot go on. */
export function fail(text) {
  console.error(red(text));
  process.exitCode = 1;
}

/** 75.3 s, 3 min 05 s. */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
