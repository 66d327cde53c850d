/** 64 bits, low ones first. */
export type Seed = readonly [number, number];

// It spreads reconnections and tells sessions apart, no more; so where there is no better source of chance the plain
// one will do.
export function seedByChance(): Seed {
  const crypto = globalThis.crypto as Crypto | undefined;
  if (crypto?.getRandomValues !== undefined) {
    const [low, high] = crypto.getRandomValues(new Uint32Array(2));
    return [low as number, high as number];
  }
  return [Math.random() * 2 ** 32, Math.random() * 2 ** 32];
}
