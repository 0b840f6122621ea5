/** A 32-bit FNV-1a hash of a string: fast, stable across machines, not for security. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Mixes two 32-bit numbers into one (murmur3's finaliser): every input bit moves every output bit. */
export function mix32(a: number, b: number): number {
  let h = (a ^ Math.imul(b, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * A repeatable source of numbers in [0, 1) for sample data and benchmarks: the same seed gives the
 * same numbers on every machine. Never for anything secret.
 */
export function repeatableNumbers(seed: number): () => number {
  let step = 0;
  return () => {
    step += 1;
    return mix32(seed, step) / 0x1_0000_0000;
  };
}
