/** Least and greatest legal value of options, in the order of their numbers in the core. */
export type OptionRanges = Readonly<Record<string, readonly [number, number]>>;

/** The options' numbers by their names: a const enum has no object at run time. */
export function numbersOf<Option extends string>(ranges: OptionRanges): Readonly<Record<Option, number>> {
  const entries = Object.keys(ranges).map((name, number) => [name, number]);
  return Object.fromEntries(entries) as Record<Option, number>;
}

/** `name`: what the application calls the option. */
export function outOfRange(ranges: OptionRanges, option: string, name: string, value: number): RangeError {
  const [least, most] = ranges[option] as readonly [number, number];
  return new RangeError(`${name} must be ${least} … ${most}, not ${value}`);
}
