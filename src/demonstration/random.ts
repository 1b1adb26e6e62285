/** A stream of made-up choices that is the same for the same seed, on any machine. Not for secrets. */
export type Random = {
  /** A whole number from 0 up to, and not including, `limit`. */
  readonly below: (limit: number) => number
  readonly between: (least: number, most: number) => number
  readonly pick: <T>(items: readonly [T, ...T[]]) => T
  /** True in so many of a hundred cases. */
  readonly percent: (chance: number) => boolean
}

/** Mulberry32: 32 bits of state are enough for towns and names. */
export function seededRandom(seed: string): Random {
  let state = hashOf(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (items) => items[below(items.length)] ?? items[0],
    percent: (chance) => below(100) < chance,
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
