/** 64 bits, low ones first. */
export type Seed = readonly [number, number];

/** Enough to spread reconnections. Node takes 3 ms to make its `crypto` when it is asked for first. */
export function seedByPlainChance(): Seed {
  return [Math.random() * 2 ** 32, Math.random() * 2 ** 32];
}

/** For what tells sessions apart, from the best source that there is. */
export function seedByChance(): Seed {
  const crypto = globalThis.crypto as Crypto | undefined;
  if (crypto?.getRandomValues === undefined) return seedByPlainChance();
  const [low, high] = crypto.getRandomValues(new Uint32Array(2));
  return [low as number, high as number];
}
