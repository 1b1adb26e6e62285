export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('there is no median of nothing')
  const lower = sorted[middle - 1] ?? upper
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2
}

const MOST_SECONDS = 200

export type Pair = { readonly ours: number; readonly limit: number }

/**
 * Measures two things in turn, each first as often as second, so that a machine that slows down or warms up treats
 * both alike. The medians of the two. On a slow machine there are fewer rounds: a figure may take five minutes.
 */
export async function inTurn(
  rounds: number,
  ours: (round: number) => Promise<number>,
  limit: (round: number) => Promise<number>,
): Promise<Pair> {
  const readings: Pair[] = []
  const started = performance.now()
  for (let round = 0; round < rounds && hasTime(round, seconds(started)); round += 1) {
    if (round % 2 === 0) readings.push({ ours: await ours(round), limit: await limit(round) })
    else {
      const first = await limit(round)
      readings.push({ ours: await ours(round), limit: first })
    }
  }
  return { ours: median(readings.map((pair) => pair.ours)), limit: median(readings.map((pair) => pair.limit)) }
}

/** Whether another round as long as those before it fits in. */
function hasTime(rounds: number, passed: number): boolean {
  return rounds === 0 || (passed * (rounds + 1)) / rounds < MOST_SECONDS
}

export function seconds(since: number): number {
  return (performance.now() - since) / 1000
}
